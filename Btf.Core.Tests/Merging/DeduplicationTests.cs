using Btf.Core.Merging;
using NUnit.Framework;

namespace Btf.Core.Tests.Merging;

[TestFixture]
public sealed class DeduplicationTests
{
    private const int SmallStack = 256 * 1024;
    private const int ChainLength = 1_000_000;

    [Test]
    public void A_chain_of_a_million_pointers_needs_little_stack()
    {
        var builder = new BtfBuilder();
        uint target = builder.AddInt("int", 4);
        for (int i = 0; i < ChainLength; i++)
        {
            target = builder.AddPointer(target);
        }

        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        int types = 0;
        var thread = new Thread(
            () =>
            {
                using BtfDeduplication result = BtfDeduplicator.Run(btf);
                using BtfRewrite rest = btf.Strip(type => type.Kind == BtfKind.Func);
                types = Math.Min(result.Result.TypeCount, rest.Result.TypeCount);
            },
            SmallStack);
        thread.Start();
        thread.Join();

        Assert.That(types, Is.EqualTo(ChainLength + 1));
    }

    [Test]
    public void Mutants_merge_into_the_classes_that_an_independent_partition_finds_and_a_second_run_changes_nothing()
    {
        int cases = int.TryParse(Environment.GetEnvironmentVariable("BTF_CASES"), out int count) ? count : 300;
        int seed = int.TryParse(Environment.GetEnvironmentVariable("BTF_SEED"), out int given) ? given : 14;
        var random = new Random(seed);
        for (int i = 0; i < cases; i++)
        {
            using BtfObject btf = BtfObject.FromMemory(RandomGraph(random));
            using BtfDeduplication result = BtfDeduplicator.Run(btf);
            Assert.That(result.Result.TypeCount, Is.EqualTo(NaivePartition.Count(btf)), $"seed {seed}, case {i}");
            Assert.That(new MergeProof(btf, result).Differences(), Is.Empty, $"seed {seed}, case {i}");
            using BtfDeduplication again = BtfDeduplicator.Run(result.Result);
            Assert.That(again.Result.RawData.SequenceEqual(result.Result.RawData), Is.True, $"seed {seed}, case {i}");
        }
    }

    [Test]
    public void What_points_to_a_definition_does_not_become_what_points_to_the_base_s_declaration()
    {
        var builder = new BtfBuilder();
        uint declared = builder.AddForward("helper");
        builder.AddPointer(declared);
        using BtfObject kernel = BtfObject.FromMemory(builder.ToArray());
        BtfBuilder split = new(kernel);
        uint number = split.AddInt("int", 4);
        uint helper = split.AddStruct("helper", 4, ("value", number, 0));
        split.AddStruct("user", 8, ("helper", split.AddPointer(helper), 0));
        uint again = split.AddForward("helper");
        split.AddStruct("user", 8, ("helper", split.AddPointer(again), 0));
        using BtfObject module = split.ToObject();

        using BtfDeduplication result = BtfDeduplicator.Run(module);

        BtfType pointer = result.Result.FindType("user", BtfKind.Struct).AsComposite().Members[0].Type;
        Assert.That(pointer.Target.Kind, Is.EqualTo(BtfKind.Struct));
        Assert.That(new MergeProof(module, result).Differences(), Is.Empty);
    }

    [Test]
    public void A_base_s_declaration_means_the_definition_that_it_was_compared_with_but_the_base_s_types_do_not_take_part()
    {
        var builder = new BtfBuilder();
        uint declared = builder.AddPointer(builder.AddForward("helper"));
        uint known = builder.AddStruct("user", 8, ("helper", declared, 0));
        using BtfObject kernel = BtfObject.FromMemory(builder.ToArray());
        BtfBuilder split = new(kernel);
        uint helper = split.AddStruct("helper", 4, ("value", split.AddInt("int", 4), 0));
        split.AddStruct("user", 8, ("helper", split.AddPointer(helper), 0));
        split.AddTypedef("helper_t", split.AddForward("helper"));
        split.AddTypedef("user_t", known);
        using BtfObject module = split.ToObject();

        using BtfDeduplication result = BtfDeduplicator.Run(module);

        BtfObject merged = result.Result;
        BtfType user = merged.Types.Single(type => type.Name.Equals("user"u8));
        Assert.That(user.AsComposite().Members[0].Type.Target.Kind, Is.EqualTo(BtfKind.Struct));
        Assert.That(merged.FindType("helper_t", BtfKind.Typedef).Target.Kind, Is.EqualTo(BtfKind.Struct));
        Assert.That(merged.FindType("user_t", BtfKind.Typedef).Target.Id, Is.EqualTo(known));
        Assert.That(new MergeProof(module, result).Differences(), Is.Empty);
    }

    [Test]
    public void Very_many_types_that_only_a_comparison_tells_apart_do_not_take_long()
    {
        // The declaration may mean either definition, so each structure has to be compared with all before it.
        const int count = 40_000;
        var builder = new BtfBuilder();
        builder.AddStruct("x", 4);
        builder.AddStruct("x", 8);
        uint declared = builder.AddPointer(builder.AddForward("x"));
        for (int i = 0; i < count; i++)
        {
            uint pointer = builder.AddPointer(builder.AddStruct("t", (uint)i));
            builder.AddStruct("s", 16, ("a", declared, 0), ("b", pointer, 64));
        }

        using BtfObject btf = builder.ToObject();
        TimeSpan start = ThreadTime.Now;

        using BtfDeduplication result = BtfDeduplicator.Run(btf);

        Assert.That(ThreadTime.Now - start, Is.LessThan(TimeSpan.FromSeconds(5)));
        Assert.That(result.Result.TypeCount, Is.EqualTo(btf.TypeCount));
    }

    [Test]
    public void What_differs_deep_inside_is_told_as_a_path()
    {
        var builder = new BtfBuilder();
        foreach (bool isUnion in (bool[])[false, true])
        {
            uint attribute = isUnion ? builder.AddUnion("attr", 4) : builder.AddStruct("attr", 8);
            uint device = builder.AddStruct("device", 8, ("attribute", builder.AddPointer(attribute), 0));
            builder.AddStruct("task", 8, ("dev", builder.AddPointer(device), 0));
        }

        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        using BtfDeduplication result = BtfDeduplicator.Run(btf);

        Assert.That(result.NearDuplicates.Select(pair => pair.Explain()), Is.EqualTo((string[])
            ["device -> attribute: STRUCT 'attr' against UNION 'attr'", "task -> dev -> attribute: STRUCT 'attr' against UNION 'attr'"]));
    }

    [Test]
    public void An_id_past_the_end_is_named_and_nothing_is_made()
    {
        var builder = new BtfBuilder();
        builder.AddPointer(99);
        byte[] data = builder.ToRawArray();
        using BtfObject btf = BtfObject.FromMemory(data);

        foreach (Action call in (Action[])[() => BtfDeduplicator.Run(btf), () => btf.SortByName(), () => btf.Permute([0, 1]), () => BtfMerger.Concatenate(btf, btf), () => btf.Strip(_ => false)])
        {
            BtfFormatException? thrown = Assert.Throws<BtfFormatException>(() => call());
            Assert.That(thrown!.Error.Code, Is.EqualTo(BtfErrorCode.TypeIdOutOfRange));
            Assert.That((thrown.Error.TypeId, thrown.Error.ByteOffset), Is.EqualTo((1u, 32L)));
        }
    }

    [Test]
    public void Stripping_functions_takes_their_prototypes_and_tags_along_and_keeps_what_is_used()
    {
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4);
        uint lone = builder.AddFunction("f", builder.AddFunctionPrototype(number));
        uint shared = builder.AddFunctionPrototype(0, ("a", number));
        builder.AddFunction("g", shared);
        builder.AddTypedef("callback", builder.AddPointer(shared));
        builder.AddDeclTag("tag", lone);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        using BtfRewrite result = btf.Strip(type => type.Kind == BtfKind.Func);

        Assert.That(
            Enumerable.Range(1, result.Result.TypeCount).Select(id => result.Result[(uint)id].Kind),
            Is.EqualTo((BtfKind[])[BtfKind.Int, BtfKind.FuncProto, BtfKind.Ptr, BtfKind.Typedef]));
        Assert.That((result.Map(lone), result.Map(shared)), Is.EqualTo((0u, 2u)));
    }

    [Test]
    public void Sorting_is_stable_and_puts_types_without_a_name_first()
    {
        var builder = new BtfBuilder();
        uint second = builder.AddStruct("a_long_name_with_an_end_b", 1);
        uint first = builder.AddStruct("a_long_name_with_an_end_a", 2);
        uint third = builder.AddUnion("a_long_name_with_an_end_b", 3);
        uint pointer = builder.AddPointer(second);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        using BtfRewrite result = btf.SortByName();

        Assert.That((result.Map(pointer), result.Map(first), result.Map(second), result.Map(third)), Is.EqualTo((1u, 2u, 3u, 4u)));
        Assert.That(result.Result[1].Target.Name.ToString(), Is.EqualTo("a_long_name_with_an_end_b"));
    }

    /// <summary>Types with loops in several copies with some changed words. They have no declarations, so that equality is exact.</summary>
    private static byte[] RandomGraph(Random random)
    {
        int size = random.Next(2, 9);
        int copies = random.Next(1, 5);
        var builder = new BtfBuilder();
        for (int copy = 0; copy < copies; copy++)
        {
            uint first = builder.NextTypeId;
            var shape = new Random(copy == 0 || random.Next(3) != 0 ? size : random.Next());
            for (int i = 0; i < size; i++)
            {
                AddType(builder, shape, first, size, random);
            }
        }

        return builder.ToArray();
    }

    private static void AddType(BtfBuilder builder, Random shape, uint first, int size, Random random)
    {
        uint Any()
        {
            uint id = first + (uint)shape.Next(size);
            return random.Next(40) == 0 ? 0 : id;
        }

        switch (shape.Next(7))
        {
            case 0:
                builder.AddInt(shape.Next(2) == 0 ? "int" : "long", 4);
                break;
            case 1 or 2:
                builder.AddPointer(Any());
                break;
            case 3:
                builder.AddConst(Any());
                break;
            case 4:
                builder.AddArray(Any(), Any(), (uint)shape.Next(2));
                break;
            case 5:
                builder.AddStruct("s" + shape.Next(2), 8, ("x", Any(), 0), ("y", Any(), 32));
                break;
            default:
                builder.AddTypedef("t", Any());
                break;
        }
    }
}

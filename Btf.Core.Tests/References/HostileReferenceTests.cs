using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class HostileReferenceTests
{
    private const int Many = 60_000;

    [Test]
    public void Ids_that_do_not_exist_refer_to_nothing()
    {
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4);
        builder.AddPointer(uint.MaxValue);
        builder.AddPointer(1000);
        builder.AddStruct("s", 8, ("a", uint.MaxValue, 0), ("b", 1u << 31, 0), ("c", number, 0));
        builder.AddFunctionPrototype(uint.MaxValue, ("a", uint.MaxValue - 1), ("b", number));
        builder.AddFunction("f", 5);
        builder.AddFunction("g", 4000);
        builder.AddArray(99, uint.MaxValue, 1);
        builder.AddDataSection(".data", 1, (77u, 0, 0), (number, 0, 0));
        byte[] blob = builder.ToRawArray();
        using BtfObject btf = BtfObject.FromMemory(blob);
        List<uint>[] expected = new RawReferences(blob).Referrers();

        using (Assert.EnterMultipleScope())
        {
            for (uint id = 0; id < btf.NextTypeId; id++)
            {
                Assert.That(btf.FindReferrers(btf[id]).Count(), Is.EqualTo(expected[id].Count), $"[{id}]");
            }

            Assert.That(btf.FindFunctionsTaking(btf[number]).Count(), Is.EqualTo(1));
        }
    }

    [Test]
    public void A_base_does_not_refer_to_what_is_split_from_it()
    {
        var builder = new BtfBuilder();
        builder.AddPointer(2);
        using BtfObject kernel = builder.OpenRaw();
        BtfBuilder split = new(kernel);
        split.AddInt("int", 4);
        using BtfObject module = BtfObject.FromMemory(split.ToArray(), kernel);

        Assert.That(module.FindReferrers(module[2]).Count(), Is.Zero);
    }

    /// <summary>The first two searches read prototypes, the third uses the index.</summary>
    [Test]
    public void The_first_searches_find_the_same_functions_as_later_ones()
    {
        const int longChain = 100;
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4);
        uint near = builder.AddFunction("near", builder.AddFunctionPrototype(0, ("a", number)));
        uint link = number;
        for (int i = 0; i < longChain; i++)
        {
            link = builder.AddTypedef("t", link);
        }

        uint far = builder.AddFunction("far", builder.AddFunctionPrototype(0, ("a", link)));
        uint prototype = builder.AddFunctionPrototype(0, ("a", number));
        builder.AddFunction("takes a prototype", builder.AddFunctionPrototype(0, ("a", prototype)));
        builder.AddFunction("takes a function", builder.AddFunctionPrototype(0, ("a", near)));
        using BtfObject btf = builder.ToObject();

        for (int search = 0; search < 3; search++)
        {
            Assert.That(btf.FindFunctionsTaking(btf[number]).Select(function => function.AsType().Id), Is.EqualTo(new[] { near, far }), $"search {search}");
        }
    }

    [Test]
    public void The_first_search_follows_no_prototype_of_a_base_to_a_type_split_from_it()
    {
        var builder = new BtfBuilder();
        builder.AddFunction("f", builder.AddFunctionPrototype(0, ("a", 3u)));
        using BtfObject kernel = builder.OpenRaw();
        BtfBuilder split = new(kernel);
        uint number = split.AddInt("int", 4);
        uint taker = split.AddFunction("g", split.AddFunctionPrototype(0, ("a", number)));
        using BtfObject module = BtfObject.FromMemory(split.ToArray(), kernel);

        for (int search = 0; search < 3; search++)
        {
            Assert.That(module.FindFunctionsTaking(module[number]).Select(function => function.AsType().Id), Is.EqualTo(new[] { taker }), $"search {search}");
        }
    }

    [Test]
    public void Loops_of_every_kind_of_link_end()
    {
        var builder = new BtfBuilder();
        builder.AddTypedef("a", 2);
        builder.AddConst(3);
        builder.AddVolatile(4);
        builder.AddRestrict(5);
        builder.AddTypeTag("t", 6);
        builder.AddPointer(1);
        builder.AddPointer(7);
        builder.AddFunctionPrototype(8, ("self", 8u), ("loop", 1u), ("own", 7u));
        uint function = builder.AddFunction("f", 8);
        builder.AddFunction("own", 10);
        byte[] blob = builder.ToArray();
        using BtfObject btf = BtfObject.FromMemory(blob);
        List<uint>[] expected = new RawReferences(blob).Takers();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(expected[3], Is.EqualTo(new[] { function }));
            for (uint id = 0; id < btf.NextTypeId; id++)
            {
                Assert.That(btf.FindFunctionsTaking(btf[id]).Count(), Is.EqualTo(expected[id].Count), $"[{id}]");
            }
        }
    }

    [Test]
    public void A_function_with_very_many_parameters_that_very_many_functions_share_is_answered_in_time()
    {
        // Each function takes each type. A list of these pairs, or a walk over them, would have 3.6 billion.
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4);
        uint first = builder.NextTypeId;
        for (int i = 0; i < Many; i++)
        {
            builder.AddPointer(i == 0 ? number : first + (uint)i - 1);
        }

        uint prototype = builder.AddFunctionPrototype(number, [.. Enumerable.Range(0, Many).Select(i => ("", first + (uint)i))]);
        for (int i = 0; i < Many; i++)
        {
            builder.AddFunction("f", prototype);
        }

        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());
        TimeSpan start = ThreadTime.Now;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindFunctionsTaking(btf[number]).Count(), Is.EqualTo(Many));
            Assert.That(btf.FindFunctionsTaking(btf[prototype - 1]).Count(), Is.EqualTo(Many));
            Assert.That(btf.FindFunctionsReturning(btf[number]).Count(), Is.EqualTo(Many));
            Assert.That(btf.ReferenceIndex.KeptBytes, Is.LessThan(6 * Many * sizeof(uint)));
            Assert.That(ThreadTime.Now - start, Is.LessThan(TimeSpan.FromSeconds(5)));
        }
    }

    [Test]
    public void A_kind_that_is_not_known_refers_to_nothing()
    {
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4);
        builder.AddRaw(0, RawBtf.Info((BtfKind)25, 2), number, number, number);
        RawEnvelope envelope = new() { LayoutEntries = [.. RawLayoutEntry.UpTo(BtfKind.Enum64), .. Enumerable.Repeat(new RawLayoutEntry(0, 4), 6)] };
        using BtfObject btf = BtfObject.FromMemory(envelope.Wrap(builder));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.TypeCount, Is.EqualTo(2));
            Assert.That(btf.FindReferrers(btf[number]).Count(), Is.Zero);
        }
    }

    [Test]
    public void An_object_without_types_has_no_referrers()
    {
        using BtfObject btf = BtfObject.FromMemory(new BtfBuilder().ToArray());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindReferrers(btf[0]).Count(), Is.Zero);
            Assert.That(btf.FindFunctionsTaking(btf[0]).Count(), Is.Zero);
            Assert.That(btf.FindKfuncs().Count(), Is.Zero);
        }
    }
}

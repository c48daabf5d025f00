using NUnit.Framework;

namespace Btf.Core.Tests;

public sealed class HostileReferenceTests
{
    private const int Many = 60_000;

    [Test]
    public void Ids_that_do_not_exist_refer_to_nothing()
    {
        var builder = new BtfBuilder();
        uint number = builder.Int("int", 4, 32);
        builder.Ptr(uint.MaxValue);
        builder.Ptr(1000);
        builder.Struct("s", 8, ("a", uint.MaxValue, 0), ("b", 1u << 31, 0), ("c", number, 0));
        builder.FuncProto(uint.MaxValue, ("a", uint.MaxValue - 1), ("b", number));
        builder.Func("f", 5);
        builder.Func("g", 4000);
        builder.Array(99, uint.MaxValue, 1);
        builder.DataSec(".data", 1, (77, 0, 0), (number, 0, 0));
        byte[] blob = builder.Build();
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
        builder.Ptr(2);
        BtfBuilder split = builder.Split();
        split.Int("int", 4, 32);
        using BtfObject kernel = BtfObject.FromMemory(builder.Build());
        using BtfObject module = BtfObject.FromMemory(split.Build(), kernel);

        Assert.That(module.FindReferrers(module[2]).Count(), Is.Zero);
    }

    /// <summary>The first two searches read prototypes, the third uses the index.</summary>
    [Test]
    public void The_first_searches_find_the_same_functions_as_later_ones()
    {
        const int longChain = 100;
        var builder = new BtfBuilder();
        uint number = builder.Int("int", 4, 32);
        uint near = builder.Func("near", builder.FuncProto(0, ("a", number)));
        uint link = number;
        for (int i = 0; i < longChain; i++)
        {
            link = builder.Typedef("t", link);
        }

        uint far = builder.Func("far", builder.FuncProto(0, ("a", link)));
        uint prototype = builder.FuncProto(0, ("a", number));
        builder.Func("takes a prototype", builder.FuncProto(0, ("a", prototype)));
        builder.Func("takes a function", builder.FuncProto(0, ("a", near)));
        using BtfObject btf = builder.Open();

        for (int search = 0; search < 3; search++)
        {
            Assert.That(btf.FindFunctionsTaking(btf[number]).Select(function => function.AsType().Id), Is.EqualTo(new[] { near, far }), $"search {search}");
        }
    }

    [Test]
    public void The_first_search_follows_no_prototype_of_a_base_to_a_type_split_from_it()
    {
        var builder = new BtfBuilder();
        builder.Func("f", builder.FuncProto(0, ("a", 3)));
        BtfBuilder split = builder.Split();
        uint number = split.Int("int", 4, 32);
        uint taker = split.Func("g", split.FuncProto(0, ("a", number)));
        using BtfObject kernel = BtfObject.FromMemory(builder.Build());
        using BtfObject module = BtfObject.FromMemory(split.Build(), kernel);

        for (int search = 0; search < 3; search++)
        {
            Assert.That(module.FindFunctionsTaking(module[number]).Select(function => function.AsType().Id), Is.EqualTo(new[] { taker }), $"search {search}");
        }
    }

    [Test]
    public void Loops_of_every_kind_of_link_end()
    {
        var builder = new BtfBuilder();
        builder.Typedef("a", 2);
        builder.Const(3);
        builder.Volatile(4);
        builder.Restrict(5);
        builder.TypeTag("t", 6);
        builder.Ptr(1);
        builder.Ptr(7);
        builder.FuncProto(8, ("self", 8), ("loop", 1), ("own", 7));
        uint function = builder.Func("f", 8);
        builder.Func("own", 10);
        byte[] blob = builder.Build();
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
        uint number = builder.Int("int", 4, 32);
        uint first = builder.NextTypeId;
        for (int i = 0; i < Many; i++)
        {
            builder.Ptr(i == 0 ? number : first + (uint)i - 1);
        }

        uint prototype = builder.FuncProto(number, [.. Enumerable.Range(0, Many).Select(i => ("", first + (uint)i))]);
        for (int i = 0; i < Many; i++)
        {
            builder.Func("f", prototype);
        }

        using BtfObject btf = BtfObject.FromMemory(builder.Build());
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
        uint number = builder.Int("int", 4, 32);
        builder.Raw(0, BtfBuilder.Info(25, 2), number, number, number);
        foreach (BuilderLayoutEntry entry in BuilderLayoutEntry.KnownKinds)
        {
            builder.Envelope.LayoutEntries.Add(entry);
        }

        for (int kind = 20; kind <= 25; kind++)
        {
            builder.Envelope.LayoutEntries.Add(new BuilderLayoutEntry(0, 4));
        }

        using BtfObject btf = BtfObject.FromMemory(builder.Build());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.TypeCount, Is.EqualTo(2));
            Assert.That(btf.FindReferrers(btf[number]).Count(), Is.Zero);
        }
    }

    [Test]
    public void An_object_without_types_has_no_referrers()
    {
        using BtfObject btf = BtfObject.FromMemory(new BtfBuilder().Build());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.FindReferrers(btf[0]).Count(), Is.Zero);
            Assert.That(btf.FindFunctionsTaking(btf[0]).Count(), Is.Zero);
            Assert.That(btf.FindKfuncs().Count(), Is.Zero);
        }
    }
}

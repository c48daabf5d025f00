using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfTypeSearchTests(bool bigEndian)
{
    [Test]
    public void It_can_be_stored_counted_and_walked_twice()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint first = builder.AddStruct("tcp_ops", 0);
        builder.AddStruct("udp_ops", 0);
        uint second = builder.AddForward("tcp_ops");
        using BtfObject btf = builder.ToObject();
        BtfTypeSearch[] stored = [btf.SearchTypes(BtfNamePattern.Prefix("tcp"))];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stored[0].Count, Is.EqualTo(2));
            Assert.That(stored[0].ToIds(), Is.EqualTo([first, second]));
            Assert.That(stored[0].ToIds(), Is.EqualTo([first, second]));
            Assert.That(stored[0].OfKinds(BtfKinds.Fwd).ToIds(), Is.EqualTo([second]));
            Assert.That(stored[0].OfKinds(BtfKinds.Fwd).OfKinds(BtfKinds.Struct).Count, Is.Zero);
        }
    }

    [Test]
    public void Walks_over_one_search_do_not_disturb_each_other()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddForward("a");
        builder.AddForward("b");
        using BtfObject btf = builder.ToObject();
        BtfTypeSearch search = btf.SearchTypes(BtfNamePattern.Glob("*"));
        List<(uint, uint)> pairs = [];
        foreach (BtfType outer in search)
        {
            foreach (BtfType inner in search)
            {
                pairs.Add((outer.Id, inner.Id));
            }
        }

        Assert.That(pairs, Is.EqualTo(new[] { (1u, 1u), (1u, 2u), (2u, 1u), (2u, 2u) }));
    }

    [TestCase("a")]
    [TestCase("ab")]
    [TestCase("aa")]
    [TestCase("b")]
    [TestCase("nosuch")]
    public void A_beginning_and_a_whole_name_match_as_their_expressions_do(string text)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint name = builder.AddString("aabab");
        for (uint tail = 0; tail <= 5; tail++)
        {
            builder.AddRaw(name + tail, RawBtf.Info(BtfKind.Fwd), 0);
        }

        _ = builder.AddStruct("s", 4, ("ab", builder.AddInt("a", 4), 0), ("abc", 1u, 0), ("b", 1u, 0));
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.SearchTypes(BtfNamePattern.Prefix(text)).ToIds(), Is.EqualTo(btf.SearchTypes(BtfNamePattern.Regex(new Regex($"^{text}"))).ToIds()));
            Assert.That(btf.SearchTypes(BtfNamePattern.Exact(text)).ToIds(), Is.EqualTo(btf.SearchTypes(BtfNamePattern.Regex(new Regex($"^{text}$"))).ToIds()));
            Assert.That(btf.SearchMembers(BtfNamePattern.Prefix(text)), Is.EqualTo(btf.SearchMembers(BtfNamePattern.Regex(new Regex($"^{text}")))));
            Assert.That(btf.SearchMembers(BtfNamePattern.Exact(text)), Is.EqualTo(btf.SearchMembers(BtfNamePattern.Regex(new Regex($"^{text}$")))));
        }
    }

    [Test]
    public void A_name_inside_another_matches_by_its_own_text_only()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint longer = builder.AddString("raw_spinlock_t");
        uint whole = builder.AddRaw(longer, RawBtf.Info(BtfKind.Fwd), 0);
        uint suffix = builder.AddRaw(longer + 4, RawBtf.Info(BtfKind.Fwd), 0);
        uint tail = builder.AddRaw(longer + 12, RawBtf.Info(BtfKind.Fwd), 0);
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.SearchTypes(BtfNamePattern.Glob("raw*")).ToIds(), Is.EqualTo([whole]));
            Assert.That(btf.SearchTypes(BtfNamePattern.Glob("*spin*")).ToIds(), Is.EqualTo([whole, suffix]));
            Assert.That(btf.SearchTypes(BtfNamePattern.Regex(new Regex("raw"))).ToIds(), Is.EqualTo([whole]));
            Assert.That(btf.SearchTypes(BtfNamePattern.Regex(new Regex("^spinlock"))).ToIds(), Is.EqualTo([suffix]));
            Assert.That(btf.SearchTypes(BtfNamePattern.Exact("_t")).ToIds(), Is.EqualTo([tail]));
            Assert.That(btf.SearchTypes(BtfNamePattern.Glob("*_t")).ToIds(), Is.EqualTo([whole, suffix, tail]));
        }
    }

    [Test]
    public void Names_that_do_not_exist_and_empty_ones_match_nothing()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddRaw(uint.MaxValue, RawBtf.Info(BtfKind.Fwd), 0);
        builder.AddRaw(0x00FF_FFFF, RawBtf.Info(BtfKind.Fwd), 0);
        uint good = builder.AddForward("good");
        builder.AddStruct("", 0);
        builder.AddRaw(builder.NextStringOffset() - 1, RawBtf.Info(BtfKind.Fwd), 0);
        builder.AddRaw(builder.NextStringOffset(), RawBtf.Info(BtfKind.Fwd), 0);
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.SearchTypes(BtfNamePattern.Glob("*")).ToIds(), Is.EqualTo([good]));
            Assert.That(btf.SearchTypes(BtfNamePattern.Regex(new Regex(""))).ToIds(), Is.EqualTo([good]));
            Assert.That(btf.SearchTypes(BtfNamePattern.Regex(new Regex("^$"))).Count(), Is.Zero);
        }
    }

    [Test]
    public void Names_at_every_place_of_a_word_of_the_set_are_kept_apart()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        List<uint> expected = [];
        for (int i = 0; i < 1000; i++)
        {
            string name = new((char)('a' + (i % 7)), 1 + (i * 31 % 90));
            uint id = builder.AddRaw(builder.AddString(name, deduplicate: false), RawBtf.Info(BtfKind.Fwd), 0);
            if (name.StartsWith("ccc", StringComparison.Ordinal))
            {
                expected.Add(id);
            }
        }

        using BtfObject baseObject = builder.ToObject();
        BtfBuilder split = new(baseObject);
        expected.Add(split.AddRaw(split.AddString("ccc_split", deduplicate: false), RawBtf.Info(BtfKind.Fwd), 0));
        split.AddForward("d");
        using BtfObject btf = split.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.SearchTypes(BtfNamePattern.Prefix("ccc")).ToIds(), Is.EqualTo(expected));
            Assert.That(btf.SearchTypes(BtfNamePattern.Regex(new Regex("^[c]{3}"))).ToIds(), Is.EqualTo(expected));
        }
    }

    [Test]
    public void Types_of_kinds_that_this_version_does_not_know_are_found()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint id = builder.AddRaw(builder.AddString("parameter"), RawBtf.Info((BtfKind)23), 0, 0);
        builder.AddForward("parameter");
        RawEnvelope envelope = new() { LayoutEntries = RawLayoutEntry.Only((BtfKind)23, new(4, 0)) };
        using BtfObject btf = BtfObject.FromMemory(envelope.Wrap(builder));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.SearchTypes(BtfNamePattern.Prefix("para")).OfKinds(BtfKinds.Unknown).ToIds(), Is.EqualTo([id]));
            Assert.That(btf.FindTypes("parameter").OfKinds(BtfKinds.Unknown).ToIds(), Is.EqualTo([id]));
        }
    }

    /// <summary>A glob of stars takes a way of its own: it marks no names. One of stars and a question mark does not.</summary>
    [Test]
    public void A_glob_that_matches_every_name_finds_what_the_general_way_finds()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint longName = builder.AddString(new string('l', 70_000));
        builder.AddForward("short");
        builder.AddRaw(longName, RawBtf.Info(BtfKind.Fwd), 0);
        builder.AddRaw(longName + 68_000, RawBtf.Info(BtfKind.Fwd), 0);
        builder.AddRaw(longName + 69_999, RawBtf.Info(BtfKind.Fwd), 0);
        builder.AddRaw(longName + 70_000, RawBtf.Info(BtfKind.Fwd), 0);
        builder.AddRaw(0, RawBtf.Info(BtfKind.Fwd), 0);
        builder.AddRaw(uint.MaxValue, RawBtf.Info(BtfKind.Fwd), 0);
        builder.AddStruct("last", 0);
        using BtfObject crafted = builder.ToObject();
        using SplitChain chain = new(bigEndian);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(crafted.SearchTypes(BtfNamePattern.Glob("**")).ToIds(), Is.EqualTo([1u, 3u, 4u, 8u]));
            foreach (BtfObject btf in new[] { crafted, chain.Top })
            {
                Assert.That(btf.SearchTypes(BtfNamePattern.Glob("*")).ToIds(), Is.EqualTo(btf.SearchTypes(BtfNamePattern.Glob("?*")).ToIds()));
                Assert.That(btf.SearchTypes(BtfNamePattern.Glob("*")).OfKinds(BtfKinds.Fwd).ToIds(), Is.EqualTo(btf.SearchTypes(BtfNamePattern.Glob("?*")).OfKinds(BtfKinds.Fwd).ToIds()));
            }
        }
    }

    [Test]
    public void Threads_may_search_at_once()
    {
        using SplitChain chain = new(bigEndian);
        BtfTypeSearch search = chain.Top.SearchTypes(BtfNamePattern.Regex(new Regex("^s[a-z_]+d$")));
        List<uint> expected = search.ToIds();
        int wrong = 0;
        Parallel.For(0, 2000, _ => Interlocked.Add(ref wrong, search.ToIds().SequenceEqual(expected) ? 0 : 1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(expected, Has.Count.EqualTo(3));
            Assert.That(wrong, Is.Zero);
        }
    }

    [Test]
    public void The_default_value_is_empty()
    {
        BtfTypeSearch search = default;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(search.Count(), Is.Zero);
            Assert.That(search.OfKinds(BtfKinds.All).ToIds(), Is.Empty);
        }
    }

    [Test]
    public void A_null_pattern_is_refused()
    {
        using BtfObject btf = new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) }.ToObject();

        Assert.That(() => btf.SearchTypes(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("pattern"));
    }
}

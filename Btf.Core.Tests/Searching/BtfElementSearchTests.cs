using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture(false)]
[TestFixture(true)]
public sealed class BtfElementSearchTests(bool bigEndian)
{
    [Test]
    public void Members_are_found_with_the_types_that_have_them()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint number = builder.AddInt("family", 4);
        builder.AddStruct("empty", 0);
        uint structure = builder.AddStruct("sock", 8, ("family", number, 0), ("state", number, 32));
        uint union = builder.AddUnion("", 4, ("other", number, 0), ("family", number, 0));
        builder.AddEnum("names", 4, isSigned: false, ("family", 1));
        builder.AddFunctionPrototype(number, ("family", number));
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.SearchMembers(BtfNamePattern.Exact("family")).ToPlaces(), Is.EqualTo(new[] { (structure, 0), (union, 1) }));
            Assert.That(btf.SearchMembers(BtfNamePattern.Glob("*t*")).ToPlaces(), Is.EqualTo(new[] { (structure, 1), (union, 0) }));
            Assert.That(btf.SearchMembers(BtfNamePattern.Glob("*")).Count(), Is.EqualTo(4));
        }
    }

    [Test]
    public void Values_of_both_widths_are_found_with_their_enumerations()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint narrow = builder.AddEnum("narrow", 4, isSigned: true, ("A_ONE", 1), ("B", 2));
        uint wide = builder.AddEnum64("", 8, isSigned: false, ("C", 1), ("A_TWO", long.MaxValue));
        builder.AddStruct("A_TYPE", 4, ("A_MEMBER", narrow, 0));
        using BtfObject btf = builder.ToObject();
        List<ulong> values = [];
        foreach (BtfEnumValue value in btf.SearchEnumValues(BtfNamePattern.Prefix("A_")))
        {
            values.Add(value.UnsignedValue);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.SearchEnumValues(BtfNamePattern.Prefix("A_")).ToPlaces(), Is.EqualTo(new[] { (narrow, 0), (wide, 1) }));
            Assert.That(values, Is.EqualTo(new[] { 1ul, (ulong)long.MaxValue }));
        }
    }

    [Test]
    public void Names_inside_others_missing_and_empty_ones_match_by_their_own_text_only()
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint longer = builder.AddString("sk_family");
        uint structure = builder.AddRaw(0, RawBtf.Info(BtfKind.Struct, 5), 4, longer, 0, 0, longer + 3, 0, 0, 0, 0, 0, uint.MaxValue, 0, 0, longer + 9, 0, 0);
        using BtfObject btf = builder.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf.SearchMembers(BtfNamePattern.Glob("sk_*")).ToPlaces(), Is.EqualTo(new[] { (structure, 0) }));
            Assert.That(btf.SearchMembers(BtfNamePattern.Regex(new Regex("sk_"))).ToPlaces(), Is.EqualTo(new[] { (structure, 0) }));
            Assert.That(btf.SearchMembers(BtfNamePattern.Exact("family")).ToPlaces(), Is.EqualTo(new[] { (structure, 1) }));
            Assert.That(btf.SearchMembers(BtfNamePattern.Glob("*")).ToPlaces(), Is.EqualTo(new[] { (structure, 0), (structure, 1) }));
        }
    }

    [Test]
    public void Bases_come_before_the_splits_that_name_their_strings()
    {
        using SplitChain chain = new(bigEndian);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                chain.Top.SearchMembers(BtfNamePattern.Prefix("from_")).ToPlaces(),
                Is.EqualTo(new[]
                {
                    (SplitChain.RootShared, 0), (SplitChain.MiddleShared, 0), (SplitChain.MiddleShared, 1),
                    (SplitChain.TopShared, 0), (SplitChain.TopShared, 1), (SplitChain.TopShared, 2),
                }));
            Assert.That(chain.Root.SearchMembers(BtfNamePattern.Prefix("from_")).Count(), Is.EqualTo(1));
            Assert.That(chain.Top.SearchEnumValues(BtfNamePattern.Exact("ONE")).ToPlaces(), Is.EqualTo(new[] { (SplitChain.MiddleShared + 1, 0) }));
        }
    }

    [Test]
    public void Threads_may_search_at_once()
    {
        using SplitChain chain = new(bigEndian);
        BtfElementSearch<BtfMember> search = chain.Top.SearchMembers(BtfNamePattern.Glob("from_?o*"));
        List<(uint, int)> expected = search.ToPlaces();
        int wrong = 0;
        Parallel.For(0, 2000, _ => Interlocked.Add(ref wrong, search.ToPlaces().SequenceEqual(expected) ? 0 : 1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(expected, Is.Not.Empty);
            Assert.That(wrong, Is.Zero);
        }
    }

    [Test]
    public void The_default_value_is_empty()
    {
        BtfElementSearch<BtfMember> search = default;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(search.Count(), Is.Zero);
            Assert.That(search.ToPlaces(), Is.Empty);
        }
    }

    [Test]
    public void A_null_pattern_is_refused()
    {
        using BtfObject btf = new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) }.ToObject();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => btf.SearchMembers(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("pattern"));
            Assert.That(() => btf.SearchEnumValues(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("pattern"));
        }
    }
}

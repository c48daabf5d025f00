using Btf.Core.Comparison;
using NUnit.Framework;

namespace Btf.Core.Tests.Comparison;

/// <summary>Small crafted objects take little memory, and a copy equals its source.</summary>
[TestFixture]
public sealed class HostileComparisonTests
{
    private const long MostBytes = 64 << 20;

    [TestCase("inner")]
    [TestCase("a_longer_name_of_a_member_whose_prefixes_grow_faster")]
    public void An_anonymous_structure_with_a_named_member_of_its_own_type_takes_little_memory(string name)
    {
        using BtfObject old = BtfObject.FromMemory(Endless(name, 4));
        using BtfObject @new = BtfObject.FromMemory(Endless(name, 8));
        long before = GC.GetAllocatedBytesForCurrentThread();

        int parts = BtfComparison.Compare(old, @new).Changes.Sum(change => change.Parts.Count);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(MostBytes));
        Assert.That(parts, Is.Positive);
    }

    [Test]
    public void A_copy_equals_its_source_though_its_names_are_tails_of_one_string()
    {
        var builder = new BtfBuilder();
        uint start = builder.AddString(new string('n', 600));
        builder.AddRaw(0, RawBtf.Info(BtfKind.Enum64, 12), 8, [.. Enumerable.Range(0, 12).SelectMany(i => (uint[])[start + (uint)i, (uint)i, 0])]);
        builder.AddInt("int", 4, BtfIntEncoding.Signed);
        using BtfObject source = BtfObject.FromMemory(builder.ToArray());
        using BtfRewrite sorted = source.SortByName();

        Assert.That(BtfComparison.Compare(source, sorted.Result).Changes, Is.Empty);
    }

    private static byte[] Endless(string name, uint size)
    {
        var builder = new BtfBuilder();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint self = builder.NextTypeId;
        builder.AddStruct("", size, ("a", number, 0), (name, self, 32), new BtfBuilderMember("b", number, size * 8));
        builder.AddStruct("endless", size, ("", self, 0), new BtfBuilderMember("in", self, size));
        return builder.ToArray();
    }
}

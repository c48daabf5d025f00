using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class RecordBoundsTests
{
    private const int Header = 24;
    private const int Head = 12;
    private const int HugeVlen = 0xFF_FFFF;

    // Kind, bytes after the head, bytes of each element.
    private static readonly (uint Kind, int Tail, int Element)[] _tails =
        [(1, 4, 0), (3, 12, 0), (4, 0, 12), (5, 0, 12), (6, 0, 8), (13, 0, 8), (14, 4, 0), (15, 0, 12), (17, 4, 0), (19, 0, 12)];

    private static readonly (uint Kind, int Tail, int Element)[] _elements = [.. _tails.Where(tail => tail.Element > 0)];

    private static readonly uint[] _kindsWithoutElements = [1, 2, 3, 7, 8, 9, 10, 11, 12, 14, 16, 17, 18];

    [Test]
    public void A_type_section_that_ends_inside_a_head_is_refused([Values] bool bigEndian, [Range(1, 11)] int rest)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddPointer(0);
        builder.AddPointer(0);

        BtfError error = Rejection.ByAll(new RawEnvelope { TypeLength = (uint)(Head + rest) }.Wrap(builder));

        Rejection.Expect(error, BtfErrorCode.RecordTruncated, Header + Head, 2, $"A record of 12 bytes leaves the type section, which has {rest} left");
    }

    [Test]
    public void A_record_that_ends_past_its_section_is_refused(
        [Values] bool bigEndian, [ValueSource(nameof(_tails))] (uint Kind, int Tail, int Element) tail, [Values(1, 4)] int missing)
    {
        int size = Head + tail.Tail + 3 * tail.Element;
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddPointer(0);
        builder.AddRaw(0, RawBtf.Info((BtfKind)tail.Kind, tail.Element == 0 ? 0 : 3), 0, new uint[(size - Head) / 4]);
        byte[] whole = builder.ToArray();

        BtfError error = Rejection.ByAll(new RawEnvelope { TypeLength = (uint)(Head + size - missing) }.Wrap(builder));

        Rejection.Expect(error, BtfErrorCode.RecordTruncated, Header + Head, 2, $"A record of {size} bytes leaves the type section, which has {size - missing} left");
        Assert.That(() => BtfObject.FromMemory(whole).Dispose(), Throws.Nothing);
    }

    [Test]
    public void A_huge_number_of_elements_is_refused([Values] bool bigEndian, [ValueSource(nameof(_elements))] (uint Kind, int Tail, int Element) tail)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddPointer(0);
        builder.AddRaw(0, RawBtf.Info((BtfKind)tail.Kind, HugeVlen), 0);
        long size = Head + (long)HugeVlen * tail.Element;

        BtfError error = Rejection.ByAll(builder.ToArray());

        Rejection.Expect(error, BtfErrorCode.RecordTruncated, Header + Head, 2, $"A record of {size} bytes leaves the type section, which has 12 left");
    }

    [Test]
    public void A_count_changes_no_size_where_a_kind_has_no_elements([Values] bool bigEndian, [ValueSource(nameof(_kindsWithoutElements))] uint kind)
    {
        int tail = _tails.FirstOrDefault(entry => entry.Kind == kind).Tail;
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddRaw(0, RawBtf.Info((BtfKind)kind, HugeVlen, kindFlag: true), 0, new uint[tail / 4]);
        builder.AddPointer(1);
        using BtfObject btf = BtfObject.FromMemory(builder.ToArray());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(btf[1].Vlen, Is.EqualTo(HugeVlen));
            Assert.That(btf[1].ByteLength, Is.EqualTo(Head + tail));
            Assert.That(btf[2].Kind, Is.EqualTo(BtfKind.Ptr));
            Assert.That(Walker.Everything(btf), Is.Not.Zero);
        }
    }

    [Test]
    public void The_first_bad_record_of_a_large_section_is_the_one_reported([Values] bool bigEndian)
    {
        const int count = 9000;
        const int bad = 7000;
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        for (int i = 1; i <= count; i++)
        {
            builder.AddRaw(0, RawBtf.Info(i >= bad ? (BtfKind)127 : BtfKind.Ptr), 0);
        }

        BtfError error = Rejection.ByAll(builder.ToArray());

        Rejection.Expect(error, BtfErrorCode.UnknownKind, Header + (bad - 1) * Head + 4, bad, "Kind 127 is unknown");
    }

    [Test]
    public void A_split_counts_ids_from_its_base([Values] bool bigEndian)
    {
        using BtfObject baseObject = SampleBtf.EveryKind(bigEndian).ToObject();
        BtfBuilder module = new(baseObject);
        module.AddPointer(1);
        module.AddRaw(0, RawBtf.Info(BtfKind.Struct, 1), 0);

        BtfError error = Rejection.Of(module.ToArray(), baseObject);

        Rejection.Expect(error, BtfErrorCode.RecordTruncated, Header + Head, 21, "A record of 24 bytes leaves the type section, which has 12 left");
    }
}

using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class BtfHeaderTests
{
    [Test]
    public void Every_field_is_read_in_either_byte_order([Values] bool bigEndian)
    {
        RawEnvelope envelope = new()
        {
            HeaderLength = 32,
            Trailer = new byte[64],
            TypeLength = 12,
            StringOffset = 20,
            StringLength = 5,
            LayoutOffset = 12,
            LayoutLength = 8,
        };

        BtfHeader header = BtfHeader.Parse(envelope.Wrap(SampleBtf.EveryKind(bigEndian)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(header.ByteOrder, Is.EqualTo(bigEndian ? BtfByteOrder.BigEndian : BtfByteOrder.LittleEndian));
            Assert.That(header.Version, Is.EqualTo(1));
            Assert.That(header.Flags, Is.Zero);
            Assert.That(header.HeaderLength, Is.EqualTo(32));
            Assert.That(header.TypeOffset, Is.Zero);
            Assert.That(header.TypeLength, Is.EqualTo(12));
            Assert.That(header.StringOffset, Is.EqualTo(20));
            Assert.That(header.StringLength, Is.EqualTo(5));
            Assert.That(header.LayoutOffset, Is.EqualTo(12));
            Assert.That(header.LayoutLength, Is.EqualTo(8));
        }
    }

    [Test]
    public void A_header_of_any_length_from_24_to_32_bytes_gives_the_same_types([Values] bool bigEndian, [Range(24, 32)] int length)
    {
        BtfBuilder builder = SampleBtf.EveryKind(bigEndian);
        ulong expected = Walk(builder.ToArray());

        byte[] data = new RawEnvelope { HeaderLength = length }.Wrap(builder);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Walk(data), Is.EqualTo(expected));
            Assert.That(BtfHeader.Parse(data).HeaderLength, Is.EqualTo(length));
        }
    }

    [TestCase(28)]
    [TestCase(30)]
    public void A_header_that_ends_inside_the_layout_fields_has_no_layout(int length)
    {
        RawEnvelope envelope = new() { HeaderLength = length, HeaderFill = 4 };

        BtfHeader header = BtfHeader.Parse(envelope.Wrap(SampleBtf.EveryKind()));

        Assert.That((header.LayoutOffset, header.LayoutLength), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_longer_header_is_read_where_the_rest_is_zero([Values] bool bigEndian, [Values(33, 36, 40, 4096)] int length)
    {
        ulong expected = Walk(WithLayout(bigEndian));

        Assert.That(Walk(WithLayout(bigEndian, length)), Is.EqualTo(expected));
    }

    [Test]
    public void A_longer_header_is_refused_where_the_rest_is_not_zero([Values] bool bigEndian, [Values(32, 39)] int place)
    {
        byte[] data = WithLayout(bigEndian, headerLength: 40);
        data[place] = 1;

        Rejection.Expect(Rejection.ByHeader(data), BtfErrorCode.UnsupportedHeader, place, 0, "header is 40 bytes long");
    }

    [Test]
    public void Sections_may_lie_in_any_order(
        [Values] bool bigEndian, [ValueSource(typeof(SectionOrder), nameof(SectionOrder.All))] string order, [Values(0, 1, 400)] int gap)
    {
        byte[] data = WithLayout(bigEndian);

        Assert.That(Walk(SectionOrder.Rewrite(data, order, gap)), Is.EqualTo(Walk(data)));
    }

    [Test]
    public void Bytes_after_the_last_section_are_ignored([Values] bool bigEndian)
    {
        BtfBuilder builder = SampleBtf.EveryKind(bigEndian);
        ulong expected = Walk(builder.ToArray());

        Assert.That(Walk(new RawEnvelope { Trailer = [1, 2, 3] }.Wrap(builder)), Is.EqualTo(expected));
    }

    [Test]
    public void An_empty_section_may_have_any_offset([Values] bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        RawEnvelope envelope = new() { HeaderLength = 32, TypeOffset = 0xFFFF_FFFF, LayoutOffset = 0xFFFF_FFFD };
        using BtfObject baseObject = BtfObject.FromMemory(envelope.Wrap(builder));
        BtfBuilder split = new(baseObject);
        using BtfObject opened = BtfObject.FromMemory(new RawEnvelope { StringOffset = 0xFFFF_FFFE }.Wrap(split), baseObject);

        Assert.That((baseObject.TypeCount, opened.TypeCount), Is.EqualTo((0, 0)));
    }

    private static byte[] WithLayout(bool bigEndian, int headerLength = 32) =>
        new RawEnvelope { HeaderLength = headerLength, LayoutEntries = [.. RawLayoutEntry.UpTo(BtfKind.Enum64)] }.Wrap(SampleBtf.EveryKind(bigEndian));

    private static ulong Walk(byte[] data)
    {
        using BtfObject btf = BtfObject.FromMemory(data);
        return Walker.Everything(btf);
    }
}

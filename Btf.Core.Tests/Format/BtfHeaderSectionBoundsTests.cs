using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class BtfHeaderSectionBoundsTests
{
    private const int TypeField = 8;
    private const int StringField = 16;
    private const int LayoutField = 24;

    private static readonly (string Name, int Field)[] _sections = [("type", TypeField), ("string", StringField), ("layout", LayoutField)];

    [Test]
    public void A_section_past_the_input_is_refused(
        [Values] bool bigEndian,
        [ValueSource(nameof(_sections))] (string Name, int Field) section,
        [Values(0u, 4u, 0x7FFF_FFFCu, 0xFFFF_FFE0u, 0xFFFF_FFFCu)] uint offset,
        [Values(0x7FFF_FFFCu, 0xFFFF_FFFCu, 0xFFFF_FFFFu)] uint length)
    {
        byte[] data = WithSection(bigEndian, section.Field, offset, length);
        ulong end = 32ul + offset + length;

        BtfError error = Rejection.ByHeader(data);

        Rejection.Expect(error, BtfErrorCode.SectionOutOfRange, section.Field, 0, $"The {section.Name} section ends at byte {end}; the input has {data.Length}");
    }

    [Test]
    public void A_section_one_byte_past_the_input_is_refused([Values] bool bigEndian, [ValueSource(nameof(_sections))] (string Name, int Field) section)
    {
        byte[] data = WithSection(bigEndian, section.Field, 0, 0);
        data = WithSection(bigEndian, section.Field, 4, (uint)data.Length - 32 - 3);

        Rejection.Expect(Rejection.ByHeader(data), BtfErrorCode.SectionOutOfRange, section.Field, 0, $"The {section.Name} section ends");
    }

    [Test]
    public void Sums_that_wrap_in_32_bits_do_not_pass([Values] bool bigEndian, [ValueSource(nameof(_sections))] (string Name, int Field) section)
    {
        byte[] data = WithSection(bigEndian, section.Field, 0xFFFF_FFF0, 0x14);

        Rejection.Expect(Rejection.ByHeader(data), BtfErrorCode.SectionOutOfRange, section.Field, 0, "section ends at byte 4294967332");
    }

    [TestCase("type", TypeField, 1u)]
    [TestCase("type", TypeField, 2u)]
    [TestCase("layout", LayoutField, 3u)]
    public void A_type_or_layout_section_that_is_not_aligned_is_refused(string name, int field, uint offset)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (bool bigEndian in (bool[])[false, true])
            {
                byte[] data = WithSection(bigEndian, field, offset, 4);
                Rejection.Expect(Rejection.ByHeader(data), BtfErrorCode.SectionMisaligned, field, 0, $"{name} section's offset {offset} is not a multiple of 4");
            }
        }
    }

    [Test]
    public void A_layout_section_of_an_odd_length_is_refused([Values] bool bigEndian, [Values(1u, 2u, 7u)] uint length)
    {
        byte[] data = WithSection(bigEndian, LayoutField, 0, length);

        Rejection.Expect(
            Rejection.ByHeader(data), BtfErrorCode.SectionMisaligned, LayoutField + 4, 0, $"layout section's length {length} is not a multiple of 4");
    }

    [TestCase(0u, 8u, 4u, 8u, 0u, 0u, "type and string", StringField)]
    [TestCase(4u, 8u, 0u, 5u, 0u, 0u, "type and string", StringField)]
    [TestCase(0u, 16u, 4u, 4u, 0u, 0u, "type and string", StringField)]
    [TestCase(0u, 8u, 12u, 4u, 4u, 4u, "type and layout", LayoutField)]
    [TestCase(0u, 8u, 12u, 8u, 16u, 4u, "string and layout", LayoutField)]
    [TestCase(0u, 8u, 11u, 2u, 8u, 4u, "string and layout", LayoutField)]
    public void Sections_that_share_a_byte_are_refused(
        uint typeOffset, uint typeLength, uint stringOffset, uint stringLength, uint layoutOffset, uint layoutLength, string pair, int field)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (bool bigEndian in (bool[])[false, true])
            {
                RawEnvelope envelope = new()
                {
                    HeaderLength = 32,
                    Trailer = new byte[64],
                    TypeOffset = typeOffset,
                    TypeLength = typeLength,
                    StringOffset = stringOffset,
                    StringLength = stringLength,
                    LayoutOffset = layoutOffset,
                    LayoutLength = layoutLength,
                };
                byte[] data = envelope.Wrap(new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) });

                Rejection.Expect(Rejection.ByHeader(data), BtfErrorCode.SectionsOverlap, field, 0, $"The {pair} sections overlap");
            }
        }
    }

    [Test]
    public void Sections_that_touch_do_not_overlap()
    {
        byte[] data = SectionOrder.Rewrite(WithLayout(), "slt", 0);

        Assert.That(() => BtfHeader.Parse(data), Throws.Nothing);
    }

    private static byte[] WithSection(bool bigEndian, int field, uint offset, uint length)
    {
        RawEnvelope envelope = new() { HeaderLength = 32, Trailer = new byte[64] };
        (envelope.StringOffset, envelope.StringLength) = field == StringField ? (offset, length) : (32u, 1u);
        if (field == TypeField)
        {
            (envelope.TypeOffset, envelope.TypeLength) = (offset, length);
        }
        else if (field == LayoutField)
        {
            (envelope.LayoutOffset, envelope.LayoutLength) = (offset, length);
        }

        return envelope.Wrap(new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) });
    }

    private static byte[] WithLayout() => new RawEnvelope { LayoutEntries = [new(0, 0)] }.Wrap(SampleBtf.EveryKind());
}

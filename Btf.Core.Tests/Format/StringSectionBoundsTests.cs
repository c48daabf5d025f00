using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class StringSectionBoundsTests
{
    [Test]
    public void An_empty_string_section_needs_a_base([Values] bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddPointer(0);

        Rejection.Expect(Rejection.Of(new RawEnvelope { StringLength = 0 }.Wrap(builder)), BtfErrorCode.BadStringSection, 24 + 12, 0, "is empty, which only split BTF may have");
    }

    [Test]
    public void Strings_that_end_without_a_zero_byte_are_refused([Values] bool bigEndian, [Values] bool split)
    {
        BtfBuilder kernel = SampleBtf.EveryKind(bigEndian);
        using BtfObject baseObject = BtfObject.FromMemory(kernel.ToArray());
        BtfBuilder builder = split ? new BtfBuilder(baseObject) : new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddName("unterminated"u8);
        byte[] data = new RawEnvelope { StringLength = (uint)builder.ByteLength - 24 - 1 }.Wrap(builder)[..^1];

        BtfError error = Rejection.Of(data, split ? baseObject : null);

        Rejection.Expect(error, BtfErrorCode.BadStringSection, data.Length - 1, 0, "does not end with a zero byte");
    }

    [Test]
    public void Strings_that_do_not_start_with_the_empty_one_need_a_base([Values] bool bigEndian)
    {
        using BtfObject baseObject = new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) }.ToObject();
        BtfBuilder builder = new(baseObject);
        builder.AddName("first"u8);
        byte[] data = builder.ToArray();

        Rejection.Expect(Rejection.Of(data), BtfErrorCode.BaseMismatch, 24, 0, "does not start with a zero byte: this is split BTF, open it with its base");
    }

    [Test]
    public void One_zero_byte_is_enough([Values] bool bigEndian)
    {
        using BtfObject btf = BtfObject.FromMemory(new BtfBuilder { ByteOrder = ByteOrders.Of(bigEndian) }.ToArray());

        Assert.That((btf.TypeCount, btf[0].Name.IsEmpty), Is.EqualTo((0, true)));
    }

    [Test]
    public void The_reader_ends_an_unterminated_string_with_its_section([Values] bool bigEndian)
    {
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        uint offset = builder.AddString("cut here");

        BtfTypeReader reader = new(new RawEnvelope { StringLength = offset + 3 }.Wrap(builder));
        bool found = reader.Strings.TryGet(offset, out ReadOnlySpan<byte> utf8);
        bool isCut = utf8.SequenceEqual("cut"u8);

        Assert.That((found, isCut, reader.Strings.TryGet(offset + 3, out _)), Is.EqualTo((true, true, false)));
    }
}

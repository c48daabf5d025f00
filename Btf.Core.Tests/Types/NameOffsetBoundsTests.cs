using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class NameOffsetBoundsTests
{
    private const int Record = 24;
    private const int FirstElement = Record + 12;
    private const uint Bound = 3;

    private static readonly BtfKind[] _kinds = [.. Enumerable.Range(1, 19).Select(kind => (BtfKind)kind)];
    private static readonly uint[] _offsets = [Bound, Bound + 1, 0x8000_0000, 0xFFFF_FFFF];

    [Test]
    public void A_type_name_past_the_strings_is_reported(
        [Values] bool bigEndian, [ValueSource(nameof(_kinds))] BtfKind kind, [ValueSource(nameof(_offsets))] uint offset)
    {
        using BtfObject btf = Open(bigEndian, offset, RawBtf.Info(kind), 0, 0, 0);
        BtfType type = btf[1];

        Expect(type.Name, offset, Record);
        Assert.That(type.Kind, Is.EqualTo(kind));
        Assert.That(type.NameOffset, Is.EqualTo(offset));
        Assert.That(() => type.ToString(), Throws.Nothing);
        Assert.That(btf.FindTypes("x").Count(), Is.Zero);
        Assert.That(btf.FindTypes("").Count(), Is.Zero);
    }

    [Test]
    public void A_member_name_past_the_strings_is_reported([Values] bool bigEndian, [Values] bool isUnion, [ValueSource(nameof(_offsets))] uint offset)
    {
        using BtfObject btf = Open(bigEndian, 1, RawBtf.Info(isUnion ? BtfKind.Union : BtfKind.Struct, 1), offset, 0, 0);
        BtfMember member = btf[1].AsComposite().Members[0];

        Expect(member.Name, offset, FirstElement);
        Assert.That(member.NameOffset, Is.EqualTo(offset));
        Assert.That(member.ToString(), Is.EqualTo($"void <no string {offset}>"));
    }

    [Test]
    public void A_parameter_name_past_the_strings_is_reported([Values] bool bigEndian, [ValueSource(nameof(_offsets))] uint offset)
    {
        using BtfObject btf = Open(bigEndian, 0, RawBtf.Info(BtfKind.FuncProto, 1), offset, 0);
        BtfParameter parameter = btf[1].AsFunctionPrototype().Parameters[0];

        Expect(parameter.Name, offset, FirstElement);
        Assert.That((parameter.NameOffset, parameter.IsVariadic), Is.EqualTo((offset, false)));
        Assert.That(parameter.ToString(), Is.EqualTo($"void <no string {offset}>"));
    }

    [Test]
    public void An_enumeration_value_name_past_the_strings_is_reported(
        [Values] bool bigEndian, [Values(6u, 19u)] uint kind, [ValueSource(nameof(_offsets))] uint offset)
    {
        using BtfObject btf = Open(bigEndian, 1, RawBtf.Info((BtfKind)kind, 1), offset, 7, 0);
        BtfEnumValue value = btf[1].AsEnum().Values[0];

        Expect(value.Name, offset, FirstElement);
        Assert.That((value.NameOffset, value.UnsignedValue), Is.EqualTo((offset, 7)));
        Assert.That(() => value.ToString(), Throws.Nothing);
    }

    [Test]
    public void A_name_may_start_in_the_middle_of_another_and_at_the_last_byte([Values] bool bigEndian)
    {
        using BtfObject btf = Open(bigEndian, 1, RawBtf.Info(BtfKind.Struct, 1), Bound - 1, 0, 0);

        Assert.That((btf[1].Name.ToString(), btf[1].AsComposite().Members[0].Name.ToString()), Is.EqualTo(("x", "")));
    }

    private static BtfObject Open(bool bigEndian, uint name, uint info, params uint[] words)
    {
        RecordShape shape = RecordShape.Of(RecordFormat.Kind(info));
        BtfBuilder builder = new() { ByteOrder = ByteOrders.Of(bigEndian) };
        builder.AddName("x"u8);
        builder.AddRaw(name, info, 0, words.AsSpan(0, shape.FixedWords + (shape.Stride * RecordFormat.Vlen(info))));
        return BtfObject.FromMemory(builder.ToArray());
    }

    private static void Expect(BtfString name, uint offset, int byteOffset)
    {
        string says = $"String offset {offset} does not exist; the strings end at {Bound}";
        foreach (Action read in (Action[])[() => _ = name.Utf8.Length, () => _ = name.IsEmpty, () => _ = name.StartsWith("x")])
        {
            Rejection.Expect(Assert.Throws<BtfFormatException>(read)!.Error, BtfErrorCode.NameOffsetOutOfRange, byteOffset, 1, says);
        }

        Assert.That((name.TryGetUtf8(out ReadOnlySpan<byte> utf8), utf8.Length), Is.EqualTo((false, 0)));
    }
}

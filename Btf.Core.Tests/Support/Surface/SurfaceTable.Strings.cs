namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> Strings =>
    [
        new("BtfString.Offset", s => _ = s.Name.Offset, SurfaceTraits.ReadsNothing),
        new("BtfString.Utf8", s => _ = s.Name.Utf8.Length),
        new("BtfString.IsEmpty", s => _ = s.Name.IsEmpty),
        new("BtfString.TryGetUtf8(out ReadOnlySpan<Byte>)", s => s.Name.TryGetUtf8(out _)),
        new("BtfString.op_Equality(BtfString, BtfString)", s => _ = s.Name == s.OtherName),
        new("BtfString.op_Equality(BtfString, String)", s => _ = s.Name == "pair"),
        new("BtfString.op_Equality(BtfString, ReadOnlySpan<Byte>)", s => _ = s.Name == "pair"u8),
        new("BtfString.op_Inequality(BtfString, BtfString)", s => _ = s.Name != s.OtherName),
        new("BtfString.op_Inequality(BtfString, String)", s => _ = s.Name != "pair"),
        new("BtfString.op_Inequality(BtfString, ReadOnlySpan<Byte>)", s => _ = s.Name != "pair"u8),
        new("BtfString.Equals(BtfString)", s => s.Name.Equals(s.OtherName)),
        new("BtfString.Equals(BtfString)", s => s.Name.Equals(s.Name), SurfaceTraits.ReadsNothing),
        new("BtfString.Equals(ReadOnlySpan<Byte>)", s => s.Name.Equals("pair"u8)),
        new("BtfString.Equals(String)", s => s.Name.Equals("pair")),
        new("BtfString.Equals(String)", s => s.Name.Equals("größe")),
        new("BtfString.Equals(ReadOnlySpan<Char>)", s => s.Name.Equals("pair".AsSpan())),
        new("BtfString.Equals(Object)", s => s.Name.Equals(s.BoxedName)),
        new("BtfString.GetHashCode()", s => s.Name.GetHashCode()),
        new("BtfString.ToString()", s => s.Name.ToString(), SurfaceTraits.Allocates),
        new("BtfString.ToString(String, IFormatProvider)", s => s.Name.ToString(null, null), SurfaceTraits.Allocates),
        new("BtfString.ToString(StringPool)", s => s.Name.ToString(s.Pool)),
        new("BtfString.TryFormat(Span<Char>, out Int32, ReadOnlySpan<Char>, IFormatProvider)", s => s.Name.TryFormat(s.Characters, out _, default, null)),
        new("BtfString.TryFormat(Span<Byte>, out Int32, ReadOnlySpan<Char>, IFormatProvider)", s => s.Name.TryFormat(s.Utf8, out _, default, null)),
    ];
}

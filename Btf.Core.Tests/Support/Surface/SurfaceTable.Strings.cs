namespace Btf.Core.Tests;

public static partial class SurfaceTable
{
    private static IEnumerable<SurfaceCall> Strings =>
    [
        new("BtfString.Offset", s => _ = s.Name.Offset, SurfaceTraits.ReadsNothing),
        new("BtfString.Utf8", s => _ = s.Name.Utf8.Length),
        new("BtfString.IsEmpty", s => _ = s.Name.IsEmpty),
        new("BtfString.TryGetUtf8(out ReadOnlySpan<Byte>)", s => s.Name.TryGetUtf8(out _)),
        new("BtfString.op_Equality(BtfString, BtfString)", s => _ = s.Name == s.OtherName, SurfaceTraits.ReadsNothing),
        new("BtfString.op_Equality(BtfString, String)", s => _ = s.Name == "pair", SurfaceTraits.ReadsNothing),
        new("BtfString.op_Equality(String, BtfString)", s => _ = "pair" == s.Name, SurfaceTraits.ReadsNothing),
        new("BtfString.op_Equality(BtfString, ReadOnlySpan<Char>)", s => _ = s.Name == "pair".AsSpan(), SurfaceTraits.ReadsNothing),
        new("BtfString.op_Equality(ReadOnlySpan<Char>, BtfString)", s => _ = "pair".AsSpan() == s.Name, SurfaceTraits.ReadsNothing),
        new("BtfString.op_Equality(BtfString, ReadOnlySpan<Byte>)", s => _ = s.Name == "pair"u8, SurfaceTraits.ReadsNothing),
        new("BtfString.op_Equality(ReadOnlySpan<Byte>, BtfString)", s => _ = "pair"u8 == s.Name, SurfaceTraits.ReadsNothing),
        new("BtfString.op_Inequality(BtfString, BtfString)", s => _ = s.Name != s.OtherName, SurfaceTraits.ReadsNothing),
        new("BtfString.op_Inequality(BtfString, String)", s => _ = s.Name != "pair", SurfaceTraits.ReadsNothing),
        new("BtfString.op_Inequality(String, BtfString)", s => _ = "pair" != s.Name, SurfaceTraits.ReadsNothing),
        new("BtfString.op_Inequality(BtfString, ReadOnlySpan<Char>)", s => _ = s.Name != "pair".AsSpan(), SurfaceTraits.ReadsNothing),
        new("BtfString.op_Inequality(ReadOnlySpan<Char>, BtfString)", s => _ = "pair".AsSpan() != s.Name, SurfaceTraits.ReadsNothing),
        new("BtfString.op_Inequality(BtfString, ReadOnlySpan<Byte>)", s => _ = s.Name != "pair"u8, SurfaceTraits.ReadsNothing),
        new("BtfString.op_Inequality(ReadOnlySpan<Byte>, BtfString)", s => _ = "pair"u8 != s.Name, SurfaceTraits.ReadsNothing),
        new("BtfString.Equals(BtfString)", s => s.Name.Equals(s.OtherName), SurfaceTraits.ReadsNothing),
        new("BtfString.Equals(ReadOnlySpan<Byte>)", s => s.Name.Equals("pair"u8), SurfaceTraits.ReadsNothing),
        new("BtfString.Equals(String)", s => s.Name.Equals("pair"), SurfaceTraits.ReadsNothing),
        new("BtfString.Equals(String)", s => s.Name.Equals("größe"), SurfaceTraits.ReadsNothing),
        new("BtfString.Equals(ReadOnlySpan<Char>)", s => s.Name.Equals("pair".AsSpan()), SurfaceTraits.ReadsNothing),
        new("BtfString.Equals(Object)", s => s.Name.Equals(s.BoxedName), SurfaceTraits.ReadsNothing),
        new("BtfString.GetHashCode()", s => s.Name.GetHashCode(), SurfaceTraits.ReadsNothing),
        new("BtfString.StartsWith(String)", s => s.Name.StartsWith("pa")),
        new("BtfString.StartsWith(ReadOnlySpan<Char>)", s => s.Name.StartsWith("pa".AsSpan())),
        new("BtfString.StartsWith(ReadOnlySpan<Byte>)", s => s.Name.StartsWith("pa"u8)),
        new("BtfString.Contains(String)", s => s.Name.Contains("pa")),
        new("BtfString.Contains(ReadOnlySpan<Char>)", s => s.Name.Contains("pa".AsSpan())),
        new("BtfString.Contains(ReadOnlySpan<Byte>)", s => s.Name.Contains("pa"u8)),
        new("BtfString.ToString()", s => s.Name.ToString(), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        new("BtfString.ToString(String, IFormatProvider)", s => s.Name.ToString(null, null), SurfaceTraits.Allocates | SurfaceTraits.ReadsNothing),
        new("BtfString.ToString(StringPool)", s => s.Name.ToString(s.Pool)),
        new("BtfString.TryFormat(Span<Char>, out Int32, ReadOnlySpan<Char>, IFormatProvider)", s => s.Name.TryFormat(s.Characters, out _, default, null), SurfaceTraits.ReadsNothing),
        new("BtfString.TryFormat(Span<Byte>, out Int32, ReadOnlySpan<Char>, IFormatProvider)", s => s.Name.TryFormat(s.Utf8, out _, default, null)),
    ];
}

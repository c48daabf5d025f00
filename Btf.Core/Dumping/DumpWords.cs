using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The words for a record's numbers in bpftool's raw and JSON listings.</summary>
internal static class DumpWords
{
    /// <summary>Returns the kind to write for a type. In bpftool's style, a kind that bpftool 7.8 does not know becomes void.</summary>
    public static BtfKind KindOf(BtfType type, BtfListingStyle style) =>
        style == BtfListingStyle.Bpftool && type.Kind > BtfKind.Enum64 ? BtfKind.Void : type.Kind;

    /// <summary>Returns the name of a kind. bpftool has no kind 0, and calls it unknown.</summary>
    public static ReadOnlySpan<byte> Kind(BtfKind kind) => kind == BtfKind.Void ? "UNKNOWN"u8 : BtfKindNames.Utf8Of(kind);

    public static ReadOnlySpan<byte> Encoding(BtfIntEncoding encoding) => encoding switch
    {
        BtfIntEncoding.None => "(none)"u8,
        BtfIntEncoding.Signed => "SIGNED"u8,
        BtfIntEncoding.Char => "CHAR"u8,
        BtfIntEncoding.Bool => "BOOL"u8,
        _ => "UNKN"u8,
    };

    public static ReadOnlySpan<byte> Signedness(bool signed) => signed ? "SIGNED"u8 : "UNSIGNED"u8;

    public static ReadOnlySpan<byte> Tag(BtfForward type) => type.IsUnion ? "union"u8 : "struct"u8;

    /// <summary>Returns the linkage of a function or variable; both use the same numbers.</summary>
    public static ReadOnlySpan<byte> Linkage(uint linkage) => linkage switch
    {
        0 => "static"u8,
        1 => "global"u8,
        2 => "extern"u8,
        _ => "(unknown)"u8,
    };

    /// <summary>Returns a name, or the word for no name or for a name that does not exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Name(BtfString name) =>
        name.Offset == 0 ? "(anon)"u8 : name.TryGetUtf8(out ReadOnlySpan<byte> text) ? text : "(invalid)"u8;
}

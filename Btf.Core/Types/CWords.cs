namespace Btf.Core;

/// <summary>C's words for kinds: one table for the C dump, the layout's text and the names of types.</summary>
internal static class CWords
{
    /// <summary>Returns the keyword of a qualifier: <c>const</c>, <c>volatile</c> or <c>restrict</c>; empty for any other kind.</summary>
    public static ReadOnlySpan<byte> Qualifier(BtfKind kind) => kind switch
    {
        BtfKind.Const => "const"u8,
        BtfKind.Volatile => "volatile"u8,
        BtfKind.Restrict => "restrict"u8,
        _ => default,
    };

    /// <summary>Returns the keyword before the name of a structure, union, enumeration or forward declaration; empty for any other kind.</summary>
    public static ReadOnlySpan<byte> Tag(BtfType type) => type.Kind switch
    {
        BtfKind.Struct => "struct"u8,
        BtfKind.Union => "union"u8,
        BtfKind.Enum or BtfKind.Enum64 => "enum"u8,
        BtfKind.Fwd => type.KindFlag ? "union"u8 : "struct"u8,
        _ => default,
    };
}

namespace Btf.Core;

/// <summary>How to show an integer: bits 24-27 of the word after its head (<c>BTF_INT_SIGNED</c> and so on).</summary>
[Flags]
public enum BtfIntEncoding
{
    /// <summary>An unsigned number.</summary>
    None = 0,

    /// <summary>A signed number.</summary>
    Signed = 1,

    /// <summary>A character.</summary>
    Char = 2,

    /// <summary>A truth value.</summary>
    Bool = 4,
}

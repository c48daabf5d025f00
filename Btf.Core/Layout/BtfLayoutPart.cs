namespace Btf.Core;

/// <summary>What a part of a layout is.</summary>
public enum BtfLayoutPart
{
    /// <summary>A member. One of no size takes no bits.</summary>
    Member = 0,

    /// <summary>Whole bytes that no member has, before a member.</summary>
    Hole = 1,

    /// <summary>Bits that no member has, behind a bit-field and before another member.</summary>
    BitHole = 2,

    /// <summary>Bytes that no member has at the end.</summary>
    Padding = 3,

    /// <summary>Bits that no member has at the end, in the storage of the last bit-field.</summary>
    BitPadding = 4,
}

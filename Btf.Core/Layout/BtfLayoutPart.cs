namespace Btf.Core;

/// <summary>The kinds of parts of a layout.</summary>
public enum BtfLayoutPart
{
    /// <summary>A member. It takes no bits if its type has no size.</summary>
    Member = 0,

    /// <summary>Unused whole bytes before a member.</summary>
    Hole = 1,

    /// <summary>Unused bits between a bit-field and another member.</summary>
    BitHole = 2,

    /// <summary>Unused bytes at the end.</summary>
    Padding = 3,

    /// <summary>Unused bits at the end, in the storage of the last bit-field.</summary>
    BitPadding = 4,
}

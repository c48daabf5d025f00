namespace Btf.Core;

/// <summary>One part of a layout: a member, a hole, or padding.</summary>
public readonly struct BtfLayoutEntry
{
    internal BtfLayoutEntry(BtfLayoutPart part, ulong bitOffset, ulong bitSize, int memberIndex = -1, ulong innerPadding = 0, bool overlaps = false)
    {
        Part = part;
        BitOffset = bitOffset;
        BitSize = bitSize;
        MemberIndex = memberIndex;
        InnerPadding = innerPadding;
        Overlaps = overlaps;
    }

    /// <summary>The kind of the part.</summary>
    public BtfLayoutPart Part { get; }

    /// <summary>The first bit of the part, from the start of the structure or union.</summary>
    public ulong BitOffset { get; }

    /// <summary>The number of bits that the part takes.</summary>
    public ulong BitSize { get; }

    /// <summary>The member's index; -1 for a hole or padding.</summary>
    public int MemberIndex { get; }

    /// <summary>The number of padding bytes at the end of the member's own structure.</summary>
    internal ulong InnerPadding { get; }

    /// <summary>Whether the part starts before the end of an earlier part of a structure. This occurs in Rust and in crafted data.</summary>
    internal bool Overlaps { get; }

    /// <summary>The first bit after the part.</summary>
    internal ulong BitEnd => BitOffset + BitSize;
}

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

    /// <summary>Its first bit, from the start of the structure or union.</summary>
    public ulong BitOffset { get; }

    /// <summary>How many bits it takes.</summary>
    public ulong BitSize { get; }

    /// <summary>The member's index; -1 for a hole or padding.</summary>
    public int MemberIndex { get; }

    /// <summary>How many bytes of padding the member's own structure has at its end.</summary>
    internal ulong InnerPadding { get; }

    /// <summary>Whether it starts before the end of an earlier part of a structure. This occurs in Rust and in crafted data.</summary>
    internal bool Overlaps { get; }

    /// <summary>The first bit after it.</summary>
    internal ulong BitEnd => BitOffset + BitSize;
}

namespace Btf.Core;

/// <summary>One part of a layout: a member, or what is free before or behind it.</summary>
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

    /// <summary>What it is.</summary>
    public BtfLayoutPart Part { get; }

    /// <summary>Its first bit, from the start of the structure or union.</summary>
    public ulong BitOffset { get; }

    /// <summary>How many bits it takes.</summary>
    public ulong BitSize { get; }

    /// <summary>The member's index; -1 where this is none.</summary>
    public int MemberIndex { get; }

    /// <summary>How many bytes the member's own structure leaves at its end.</summary>
    internal ulong InnerPadding { get; }

    /// <summary>Whether it starts before what precedes it has ended, in a structure. Rust and crafted data have such.</summary>
    internal bool Overlaps { get; }

    /// <summary>The first bit after it.</summary>
    internal ulong BitEnd => BitOffset + BitSize;
}

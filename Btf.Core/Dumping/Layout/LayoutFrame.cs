namespace Btf.Core;

/// <summary>A structure or union whose members are being listed, and the progress of that.</summary>
internal struct LayoutFrame
{
    public uint Id;

    /// <summary>The number of the stored order of its members, from 1; 0 for the order of declaration.</summary>
    public int Order;

    /// <summary>How many members were shown.</summary>
    public int Next;

    /// <summary>Whether the last member was written in place and still lacks its end.</summary>
    public bool InMember;

    /// <summary>Its offset in the outermost structure, in bytes.</summary>
    public uint Base;

    /// <summary>The last cache line whose boundary was shown.</summary>
    public uint CacheLine;

    /// <summary>Finds the holes between the members.</summary>
    public LayoutWalk Walk;
}

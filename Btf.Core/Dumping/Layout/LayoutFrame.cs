namespace Btf.Core;

/// <summary>A structure or union whose members are being listed, and what is known of the last one.</summary>
internal struct LayoutFrame
{
    public uint Id;

    /// <summary>The number of the list of the members' order, from 1; 0 where they are shown as they are declared.</summary>
    public int Order;

    /// <summary>How many members were shown.</summary>
    public int Next;

    /// <summary>Whether the last member, which is written in place, still lacks its end.</summary>
    public bool InMember;

    /// <summary>Where it starts in the outermost one, in bytes.</summary>
    public uint Base;

    /// <summary>The last cache line whose boundary was shown.</summary>
    public uint CacheLine;

    /// <summary>What is free between the members.</summary>
    public LayoutWalk Walk;
}

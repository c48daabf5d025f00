namespace Btf.Core;

/// <summary>A part of a declaration that waits until what is nested in it is written.</summary>
internal struct CTextFrame
{
    public CTextFrameKind Kind;

    /// <summary>The structure, union or prototype.</summary>
    public uint Id;

    /// <summary>The next member or parameter; of a declarator, where its part of the stack of types starts.</summary>
    public int Next;

    /// <summary>How far its lines are indented.</summary>
    public int Level;

    /// <summary>Of members, the first bit after the last one; of an array, its length.</summary>
    public int Offset;

    /// <summary>What a declarator declares.</summary>
    public CName Name;

    /// <summary>Where the names of members or parameters have to be unique.</summary>
    public uint Scope;

    /// <summary>Whether the names of all members are kept for them.</summary>
    public bool IsReserved;

    /// <summary>The number of the order of members; 0 for that of the data.</summary>
    public int Order;

    /// <summary>Whether each member is an arm of a union, because some overlap.</summary>
    public bool InArms;

    /// <summary>Whether a parenthesis has to be closed first.</summary>
    public bool Enclosed;

    public bool Packed;

    /// <summary>Whether it is packed only so that 8-byte numbers are aligned at 4 bytes on each 32-bit machine.</summary>
    public bool Loose;

    /// <summary>Whether the last member is a bit-field.</summary>
    public bool AfterBitfield;

    /// <summary>Whether the last member is written but for its end.</summary>
    public bool InMember;
}

namespace Btf.Core;

/// <summary>A part of a declaration that waits until a nested part is written.</summary>
internal struct CTextFrame
{
    public CTextFrameKind Kind;

    /// <summary>The structure, union or prototype.</summary>
    public uint Id;

    /// <summary>The next member or parameter; for a declarator, the start of its types in the row.</summary>
    public int Next;

    /// <summary>The indentation of its lines.</summary>
    public int Level;

    /// <summary>For members, the first bit after the last written one; for an array, its length.</summary>
    public int Offset;

    /// <summary>The name that a declarator declares.</summary>
    public CName Name;

    /// <summary>The scope in which names of members or parameters must be unique.</summary>
    public uint Scope;

    /// <summary>Whether the names of all members are reserved.</summary>
    public bool IsReserved;

    /// <summary>The number of the members' order; 0 for the order of the data.</summary>
    public int Order;

    /// <summary>Whether each member is written as an arm of a union, because some overlap.</summary>
    public bool InArms;

    /// <summary>Whether a closing parenthesis comes first.</summary>
    public bool Enclosed;

    public bool Packed;

    /// <summary>Whether it is packed only for numbers whose alignment depends on the machine. See <see cref="CPlacement.IsLoose(BtfType)"/>.</summary>
    public bool Loose;

    /// <summary>Whether the last member is a bit-field.</summary>
    public bool AfterBitfield;

    /// <summary>Whether the end of the last member is still to be written.</summary>
    public bool InMember;
}

namespace Btf.Core;

/// <summary>How often a name was used, in each of C's two name spaces.</summary>
internal struct CNameCount
{
    /// <summary>The name's offset plus 1; 0 if the slot is free.</summary>
    public uint OffsetPlusOne;

    public uint Hash;

    /// <summary>How many structures, unions and enumerations have it.</summary>
    public uint Tags;

    /// <summary>How many typedefs, functions, and enumeration values have it.</summary>
    public uint Identifiers;

    /// <summary>The kind of the tag without a number: a structure, union or enumeration; <see cref="BtfKind.Void"/> if nothing has it yet.</summary>
    public BtfKind Tag;

    /// <summary>Whether a definition has the tag without a number.</summary>
    public bool IsTagTaken;

    /// <summary>The kinds of the definitions with this tag in the data.</summary>
    public BtfKinds Defined;

    /// <summary>Whether a typedef has the name.</summary>
    public bool IsTypedef;
}

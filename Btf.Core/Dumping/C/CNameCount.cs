namespace Btf.Core;

/// <summary>How often a name has been given, in each of C's two name spaces.</summary>
internal struct CNameCount
{
    /// <summary>One more than the name's offset; 0 where the slot is free.</summary>
    public uint OffsetPlusOne;

    public uint Hash;

    /// <summary>Of structures, unions and enumerations.</summary>
    public uint Tags;

    /// <summary>Of typedefs, functions, and the values of enumerations.</summary>
    public uint Identifiers;

    /// <summary>What the tag without a number is: a structure, union or enumeration; <see cref="BtfKind.Void"/> where nothing has it yet.</summary>
    public BtfKind Tag;

    /// <summary>Whether a definition has the tag without a number.</summary>
    public bool IsTagTaken;

    /// <summary>As what the data defines the tag.</summary>
    public BtfKinds Defined;

    /// <summary>Whether a typedef has the name.</summary>
    public bool IsTypedef;
}

namespace Btf.Core;

/// <summary>How often a name has been given, in each of C's two name spaces.</summary>
internal struct CNameCount
{
    /// <summary>One more than the name's offset; 0 where the slot is free.</summary>
    public uint OffsetPlusOne;

    public uint Hash;

    /// <summary>Of structures, unions and enumerations.</summary>
    public uint Tags;

    /// <summary>Of typedefs and the values of enumerations.</summary>
    public uint Identifiers;
}

namespace Btf.Core;

/// <summary>The byte order of a BTF object's words, told by its magic number.</summary>
public enum BtfByteOrder
{
    /// <summary>The least significant byte comes first.</summary>
    LittleEndian = 0,

    /// <summary>The most significant byte comes first.</summary>
    BigEndian = 1,
}

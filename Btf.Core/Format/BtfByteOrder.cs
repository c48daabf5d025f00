namespace Btf.Core;

/// <summary>The byte order of the words of BTF data. The magic number tells it.</summary>
public enum BtfByteOrder
{
    /// <summary>The least significant byte comes first.</summary>
    LittleEndian = 0,

    /// <summary>The most significant byte comes first.</summary>
    BigEndian = 1,
}

namespace Btf.Core.Values;

/// <summary>A value that is about to be written: its type and place.</summary>
internal struct ValueNode
{
    /// <summary>The declared type.</summary>
    public BtfType Declared;

    /// <summary>The type after typedefs, qualifiers and tags are skipped.</summary>
    public BtfType Type;

    public BtfKind Kind;

    /// <summary>The member's name; 0 for none.</summary>
    public uint NameOffset;

    /// <summary>The first bit, from the start of the data.</summary>
    public ulong BitOffset;

    /// <summary>A bit-field's width in bits; 0 for other values.</summary>
    public int Width;

    /// <summary>The size in bytes of the declared type.</summary>
    public uint Size;

    /// <summary>Whether it is an element of an array of characters.</summary>
    public bool IsCharacter;
}

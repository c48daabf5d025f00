namespace Btf.Core.Values;

/// <summary>A structure, union, array or data section that is being walked over.</summary>
internal struct ValueFrame
{
    /// <summary>The structure, union, array or data section.</summary>
    public uint TypeId;

    public BtfKind Kind;

    /// <summary>Its name, of a member; 0 for none.</summary>
    public uint NameOffset;

    /// <summary>The next member, element or variable.</summary>
    public uint Next;

    public uint Count;

    /// <summary>Where it starts, in bits from the start of the data.</summary>
    public ulong BitOffset;

    /// <summary>Of an array, its elements' type.</summary>
    public uint ElementId;

    /// <summary>Of an array, an element's size in bytes.</summary>
    public uint ElementSize;

    /// <summary>How many parts were written.</summary>
    public uint Written;

    /// <summary>Whether it is an array of characters.</summary>
    public bool IsText;

    /// <summary>Whether the members are written as if they were those of the structure around it.</summary>
    public bool IsFlat;

    /// <summary>Whether all its parts are written on one line.</summary>
    public bool IsInline;
}

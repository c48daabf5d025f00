namespace Btf.Core.Values;

/// <summary>A structure, union, array or data section on the walk's stack.</summary>
internal struct ValueFrame
{
    /// <summary>The structure, union, array or data section.</summary>
    public uint TypeId;

    public BtfKind Kind;

    /// <summary>The name of the member that it is; 0 for none.</summary>
    public uint NameOffset;

    /// <summary>The next member, element or variable.</summary>
    public uint Next;

    public uint Count;

    /// <summary>Where it starts, in bits from the start of the data.</summary>
    public ulong BitOffset;

    /// <summary>For an array, the type of its elements.</summary>
    public uint ElementId;

    /// <summary>For an array, the size of an element in bytes.</summary>
    public uint ElementSize;

    /// <summary>How many parts were written.</summary>
    public uint Written;

    /// <summary>Whether it is an array of characters.</summary>
    public bool IsText;

    /// <summary>Whether its members are written like members of the structure around it.</summary>
    public bool IsFlat;

    /// <summary>Whether all its parts are written on one line.</summary>
    public bool IsInline;
}

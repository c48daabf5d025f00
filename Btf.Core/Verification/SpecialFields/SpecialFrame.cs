namespace Btf.Core;

/// <summary>A structure under search, and its place in the one around it.</summary>
internal struct SpecialFrame
{
    public uint TypeId;
    public int NextMember;
    public SpecialKinds Seen;

    /// <summary>The number of fields found before this structure.</summary>
    public int FirstField;

    /// <summary>Its start in the structure around it, in bytes.</summary>
    public uint Offset;

    /// <summary>The number of times that it is repeated there.</summary>
    public uint Count;

    /// <summary>The depth of the structures nested in it.</summary>
    public int Height;
}

namespace Btf.Core;

/// <summary>A structure that is searched, and where it lies in the one around it.</summary>
internal struct SpecialFrame
{
    public uint TypeId;
    public int NextMember;
    public SpecialKinds Seen;

    /// <summary>How many fields were found before this structure.</summary>
    public int FirstField;

    /// <summary>Where it starts in the one around it, in bytes.</summary>
    public uint Offset;

    /// <summary>How often it is repeated there.</summary>
    public uint Count;

    /// <summary>How many structures are nested in it, one in the other.</summary>
    public int Height;
}

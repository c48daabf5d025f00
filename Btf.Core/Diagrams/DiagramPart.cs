namespace Btf.Core.Diagrams;

/// <summary>What a part of a picture shows.</summary>
internal enum DiagramPart
{
    /// <summary>An integer, or a member of a kind that has no color of its own.</summary>
    Number,
    Pointer,
    Array,
    Enum,

    /// <summary>A structure or union that is not opened.</summary>
    Composite,
    Bitfield,
    Hole,
    Padding,

    /// <summary>The bytes of a union that one of its members leaves unused.</summary>
    Rest,

    /// <summary>Members that are not drawn one by one.</summary>
    More,

    /// <summary>A structure or union with its members.</summary>
    Open,
}

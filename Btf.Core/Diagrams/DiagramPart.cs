namespace Btf.Core.Diagrams;

/// <summary>What a part of a picture shows.</summary>
internal enum DiagramPart
{
    /// <summary>A member that is an integer, or of a kind without a color of its own.</summary>
    Number,
    Pointer,
    Array,
    Enum,

    /// <summary>A structure or union that is not opened.</summary>
    Composite,
    Bitfield,
    Hole,
    Padding,

    /// <summary>What an arm of a union leaves of it.</summary>
    Rest,

    /// <summary>Members that are not drawn one by one.</summary>
    More,

    /// <summary>A structure or union with its members.</summary>
    Open,
}

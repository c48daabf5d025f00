namespace Btf.Core.Diagrams;

/// <summary>What happened to a member between two versions.</summary>
internal enum DiagramChange
{
    None,
    Added,
    Removed,
    Moved,

    /// <summary>It has another type or size.</summary>
    Changed,

    /// <summary>It has another name in the same place.</summary>
    Renamed,

    /// <summary>It is in another structure or union inside, or what it is in has another name.</summary>
    Regrouped,
}

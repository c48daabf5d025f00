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

    /// <summary>It moved to another structure or union within the type, or a member that contains it has another name.</summary>
    Regrouped,
}

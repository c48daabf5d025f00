namespace Btf.Core.Diagrams;

/// <summary>What happened to a member between two versions.</summary>
internal enum DiagramChange
{
    None,
    Added,
    Removed,
    Moved,

    /// <summary>Its type or size is another.</summary>
    Changed,
}

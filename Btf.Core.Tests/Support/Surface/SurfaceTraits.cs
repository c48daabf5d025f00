namespace Btf.Core.Tests;

/// <summary>The ways in which a public member differs from most, which read data without allocating.</summary>
[Flags]
public enum SurfaceTraits
{
    None = 0,

    /// <summary>It makes a string, which allocates.</summary>
    Allocates = 1,

    /// <summary>It uses only the view's own fields, so it also works after the object is disposed.</summary>
    ReadsNothing = 2,
}

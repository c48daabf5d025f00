namespace Btf.Core.Tests;

/// <summary>What a public member does other than most: read data without allocating.</summary>
[Flags]
public enum SurfaceTraits
{
    None = 0,

    /// <summary>It makes a string, and so allocates.</summary>
    Allocates = 1,

    /// <summary>It answers from what the view itself holds, and so also when the object is disposed.</summary>
    ReadsNothing = 2,
}

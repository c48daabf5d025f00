namespace Btf.Core;

/// <summary>What types are sorted by, in this order.</summary>
internal enum CSortStage : byte
{
    /// <summary>The name of what a type leads to.</summary>
    Name,

    /// <summary>Its own name.</summary>
    OwnName,

    /// <summary>A hash of what it holds.</summary>
    Hash,

    /// <summary>Its id.</summary>
    Id,
}

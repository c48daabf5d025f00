namespace Btf.Core;

/// <summary>The sort keys of types, in this order.</summary>
internal enum CSortStage : byte
{
    /// <summary>The name of the type that it leads to.</summary>
    Name,

    /// <summary>Its own name.</summary>
    OwnName,

    /// <summary>A hash of its content.</summary>
    Hash,

    /// <summary>Its id.</summary>
    Id,
}

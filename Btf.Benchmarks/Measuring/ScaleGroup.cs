namespace Btf.Benchmarks;

/// <summary>What the tasks of one picture of the scale have in common.</summary>
internal enum ScaleGroup
{
    /// <summary>They read all types in order.</summary>
    Reading,

    /// <summary>They look up random types, so that the caches matter.</summary>
    AtRandom,

    /// <summary>They join, change or compare whole objects.</summary>
    Working,
}

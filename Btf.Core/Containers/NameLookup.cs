namespace Btf.Core;

/// <summary>How an opened object finds types by name.</summary>
public enum NameLookup
{
    /// <summary>By an index of at most 8 bytes per named type, which the first look-up builds. Best for more than a few look-ups.</summary>
    Index = 0,

    /// <summary>By the same index, built when the object is opened.</summary>
    IndexAtOpen = 1,

    /// <summary>
    /// Without an index, its memory and the time to build it. Types that are sorted by name are found by binary search, others by a scan of the strings
    /// and then of the types. For programs with one or two look-ups.
    /// </summary>
    Scan = 2,
}

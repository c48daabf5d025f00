namespace Btf.Core;

/// <summary>How an opened object finds types by name.</summary>
public enum NameLookup
{
    /// <summary>By an index of at most 8 bytes a named type that the first look-up builds, once. Right for everything but single questions.</summary>
    Index = 0,

    /// <summary>By the same index, built when the object is opened.</summary>
    IndexAtOpen = 1,

    /// <summary>
    /// Without an index, so without its memory and the time to build it: names that are in order are searched by halving, others by a scan of
    /// the strings and then of the types. For programs that ask once or twice.
    /// </summary>
    Scan = 2,
}

namespace Btf.Core;

/// <summary>A type that is to be sorted: by two names, a hash, and its place in the data.</summary>
internal struct CSortItem
{
    public uint Id;

    /// <summary>The name of what it leads to, or its own.</summary>
    public uint Name;

    public uint OwnName;
}

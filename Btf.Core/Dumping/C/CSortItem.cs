namespace Btf.Core;

/// <summary>A type to sort by two names, a hash, and its place in the data.</summary>
internal struct CSortItem
{
    public uint Id;

    /// <summary>The name of the type that it leads to, or its own.</summary>
    public uint Name;

    public uint OwnName;
}

namespace Btf.Core;

/// <summary>An object of a collection and its name there.</summary>
public readonly struct BtfCollectionEntry
{
    internal BtfCollectionEntry(string name, BtfObject btf)
    {
        Name = name;
        Object = btf;
    }

    /// <summary>The name: <c>vmlinux</c> for the base, a module's name for a module.</summary>
    public string Name { get; }

    /// <summary>The object. It belongs to the collection.</summary>
    public BtfObject Object { get; }

    /// <summary>The name and the object.</summary>
    /// <param name="name">The name.</param>
    /// <param name="btf">The object.</param>
    public void Deconstruct(out string name, out BtfObject btf)
    {
        name = Name;
        btf = Object;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

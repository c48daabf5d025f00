using System.Numerics;

namespace Btf.Core;

/// <summary>An object of a collection and its name there.</summary>
public readonly struct BtfCollectionEntry : IEquatable<BtfCollectionEntry>, IEqualityOperators<BtfCollectionEntry, BtfCollectionEntry, bool>
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

    /// <summary>Takes the entry apart into the name and the object.</summary>
    /// <param name="name">The name.</param>
    /// <param name="btf">The object.</param>
    public void Deconstruct(out string name, out BtfObject btf)
    {
        name = Name;
        btf = Object;
    }

    /// <summary>Returns whether both are the same object under the same name.</summary>
    public static bool operator ==(BtfCollectionEntry left, BtfCollectionEntry right) => left.Equals(right);

    /// <summary>Returns whether they are not the same object under the same name.</summary>
    public static bool operator !=(BtfCollectionEntry left, BtfCollectionEntry right) => !left.Equals(right);

    /// <summary>Returns whether both are the same object under the same name. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfCollectionEntry other) => Name == other.Name && ReferenceEquals(Object, other.Object);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfCollectionEntry other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Object);

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name;
}

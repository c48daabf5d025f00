using System.Numerics;

namespace Btf.Core;

/// <summary>A type found in a collection, and the name of its object.</summary>
/// <remarks>Its text is read from the data; once the object is disposed, that throws <see cref="ObjectDisposedException"/>.</remarks>
public readonly struct BtfCollectionMatch : IEquatable<BtfCollectionMatch>, IEqualityOperators<BtfCollectionMatch, BtfCollectionMatch, bool>
{
    internal BtfCollectionMatch(string objectName, BtfType type)
    {
        ObjectName = objectName;
        Type = type;
    }

    /// <summary>The name in the collection of the type's object.</summary>
    public string ObjectName { get; }

    /// <summary>The type. Its id belongs to that object: two modules use the same ids for different types.</summary>
    public BtfType Type { get; }

    /// <summary>Takes the match apart into the object's name and the type.</summary>
    /// <param name="objectName">The object's name.</param>
    /// <param name="type">The type.</param>
    public void Deconstruct(out string objectName, out BtfType type)
    {
        objectName = ObjectName;
        type = Type;
    }

    /// <summary>Returns whether both are the same type under the same name of an object.</summary>
    public static bool operator ==(BtfCollectionMatch left, BtfCollectionMatch right) => left.Equals(right);

    /// <summary>Returns whether they are not the same type under the same name of an object.</summary>
    public static bool operator !=(BtfCollectionMatch left, BtfCollectionMatch right) => !left.Equals(right);

    /// <summary>Returns whether both are the same type under the same name of an object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfCollectionMatch other) => ObjectName == other.ObjectName && Type == other.Type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfCollectionMatch other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Type.GetHashCode();

    /// <summary>Returns the object's name and the type as C would write it.</summary>
    public override string ToString() => $"{ObjectName}: {Type}";
}

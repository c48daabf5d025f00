using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>A structure or union (<c>BTF_KIND_STRUCT</c>, <c>BTF_KIND_UNION</c>).</summary>
/// <remarks>
/// See "BTF_KIND_STRUCT" in <c>Documentation/bpf/btf.rst</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly partial struct BtfComposite : IEquatable<BtfComposite>, IEqualityOperators<BtfComposite, BtfComposite, bool>
{
    private readonly BtfType _type;

    internal BtfComposite(BtfType type) => _type = type;

    /// <summary>The name; empty if anonymous.</summary>
    public BtfString Name => _type.Name;

    /// <summary>Whether it is a union.</summary>
    public bool IsUnion => _type.Kind == BtfKind.Union;

    /// <summary>The size in bytes.</summary>
    public uint Size => _type.SizeOrType;

    /// <summary>The members, in the order of their declaration.</summary>
    public BtfElementList<BtfMember> Members => new(_type);

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfComposite view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfComposite left, BtfComposite right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfComposite left, BtfComposite right) => !left.Equals(right);

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfComposite other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfComposite other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => _type.ToString();
}

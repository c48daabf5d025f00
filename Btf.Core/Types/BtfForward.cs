using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>A forward declaration of a structure or union (<c>BTF_KIND_FWD</c>).</summary>
/// <remarks>
/// See "BTF_KIND_FWD" in <c>Documentation/bpf/btf.rst</c>. Once its object is disposed, members that read the data throw <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfForward : IEquatable<BtfForward>, IEqualityOperators<BtfForward, BtfForward, bool>
{
    private readonly BtfType _type;

    internal BtfForward(BtfType type) => _type = type;

    /// <summary>The name.</summary>
    public BtfString Name => _type.Name;

    /// <summary>Whether it declares a union: the record's <c>kind_flag</c>.</summary>
    public bool IsUnion => _type.KindFlag;

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfForward view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfForward left, BtfForward right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfForward left, BtfForward right) => !left.Equals(right);

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfForward other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfForward other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => _type.ToString();
}

using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>A floating-point type (<c>BTF_KIND_FLOAT</c>).</summary>
/// <remarks>
/// See "BTF_KIND_FLOAT" in <c>Documentation/bpf/btf.rst</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfFloat : IEquatable<BtfFloat>, IEqualityOperators<BtfFloat, BtfFloat, bool>
{
    private readonly BtfType _type;

    internal BtfFloat(BtfType type) => _type = type;

    /// <summary>The name, such as <c>double</c>.</summary>
    public BtfString Name => _type.Name;

    /// <summary>The size in bytes.</summary>
    public uint Size => _type.SizeOrType;

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfFloat view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfFloat left, BtfFloat right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfFloat left, BtfFloat right) => !left.Equals(right);

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfFloat other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfFloat other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => _type.ToString();
}

using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>The locations of all parameters of an inlined function (<c>BTF_KIND_LOC_PROTO</c>).</summary>
/// <remarks>
/// See "BTF_KIND_LOC_PROTO" in <c>include/uapi/linux/btf.h</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfLocationPrototype : IEquatable<BtfLocationPrototype>, IEqualityOperators<BtfLocationPrototype, BtfLocationPrototype, bool>
{
    private readonly BtfType _type;

    internal BtfLocationPrototype(BtfType type) => _type = type;

    /// <summary>The location of each parameter, in the order of the function's parameters.</summary>
    public BtfElementList<BtfParameterLocation> Parameters => new(_type);

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfLocationPrototype view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfLocationPrototype left, BtfLocationPrototype right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfLocationPrototype left, BtfLocationPrototype right) => !left.Equals(right);

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfLocationPrototype other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfLocationPrototype other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => _type.ToString();
}

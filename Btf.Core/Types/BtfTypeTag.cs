using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>A tag on a type (<c>BTF_KIND_TYPE_TAG</c>). <see cref="BtfType.Target"/> is the tagged type.</summary>
/// <remarks>
/// See "BTF_KIND_TYPE_TAG" in <c>Documentation/bpf/btf.rst</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfTypeTag : IEquatable<BtfTypeTag>, IEqualityOperators<BtfTypeTag, BtfTypeTag, bool>
{
    private readonly BtfType _type;

    internal BtfTypeTag(BtfType type) => _type = type;

    /// <summary>The tag's text, such as <c>user</c> or <c>rcu</c>.</summary>
    public BtfString Value => _type.Name;

    /// <summary>Whether the text is a whole attribute rather than a <c>btf_type_tag</c>: the record's <c>kind_flag</c>.</summary>
    public bool IsAttribute => _type.KindFlag;

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfTypeTag view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfTypeTag left, BtfTypeTag right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfTypeTag left, BtfTypeTag right) => !left.Equals(right);

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfTypeTag other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfTypeTag other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => _type.ToString();
}

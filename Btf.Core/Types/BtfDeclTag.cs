using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>A tag on a declaration (<c>BTF_KIND_DECL_TAG</c>). <see cref="BtfType.Target"/> is the tagged declaration.</summary>
/// <remarks>
/// See <c>struct btf_decl_tag</c> in <c>include/uapi/linux/btf.h</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfDeclTag : IEquatable<BtfDeclTag>, IEqualityOperators<BtfDeclTag, BtfDeclTag, bool>
{
    private readonly BtfType _type;

    internal BtfDeclTag(BtfType type) => _type = type;

    /// <summary>The tag's text.</summary>
    public BtfString Value => _type.Name;

    /// <summary>The index of the tagged member or parameter, from 0; -1 if the tag is on the target itself.</summary>
    public int ComponentIndex => (int)_type.ReadTail(RecordFormat.TailField);

    /// <summary>Whether the text is a whole attribute rather than a <c>btf_decl_tag</c>: the record's <c>kind_flag</c>.</summary>
    public bool IsAttribute => _type.KindFlag;

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfDeclTag view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfDeclTag left, BtfDeclTag right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfDeclTag left, BtfDeclTag right) => !left.Equals(right);

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfDeclTag other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfDeclTag other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => _type.ToString();
}

using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>An array type (<c>BTF_KIND_ARRAY</c>). An array of several dimensions is an array of arrays.</summary>
/// <remarks>
/// See <c>struct btf_array</c> in <c>include/uapi/linux/btf.h</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfArray : IEquatable<BtfArray>, IEqualityOperators<BtfArray, BtfArray, bool>
{
    private const uint ElementField = RecordFormat.TailField;
    private const uint IndexField = RecordFormat.TailField + 4;
    private const uint CountField = RecordFormat.TailField + 8;

    private readonly BtfType _type;

    internal BtfArray(BtfType type) => _type = type;

    /// <summary>The type of the elements.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType ElementType => _type.Resolve(ElementTypeId, ElementField);

    /// <summary>The id of the elements' type. Not checked.</summary>
    public uint ElementTypeId => _type.ReadTail(ElementField);

    /// <summary>The type of an index.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType IndexType => _type.Resolve(IndexTypeId, IndexField);

    /// <summary>The id of the index type. Not checked.</summary>
    public uint IndexTypeId => _type.ReadTail(IndexField);

    /// <summary>The number of elements; 0 for a flexible array.</summary>
    public uint Count => _type.ReadTail(CountField);

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfArray view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfArray left, BtfArray right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfArray left, BtfArray right) => !left.Equals(right);

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfArray other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfArray other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => _type.ToString();
}

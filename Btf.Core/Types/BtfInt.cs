using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>An integer type (<c>BTF_KIND_INT</c>).</summary>
/// <remarks>
/// See <c>BTF_INT_ENCODING</c>, <c>BTF_INT_OFFSET</c> and <c>BTF_INT_BITS</c> in <c>include/uapi/linux/btf.h</c>. Once its object is disposed, members that
/// read the data throw <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfInt : IEquatable<BtfInt>, IEqualityOperators<BtfInt, BtfInt, bool>
{
    private readonly BtfType _type;

    internal BtfInt(BtfType type) => _type = type;

    /// <summary>The name, such as <c>unsigned int</c>.</summary>
    public BtfString Name => _type.Name;

    /// <summary>The size of the storage in bytes.</summary>
    public uint Size => _type.SizeOrType;

    /// <summary>How to show the value.</summary>
    public BtfIntEncoding Encoding => RecordFormat.IntEncoding(Tail);

    /// <summary>The first bit of the value in its storage; 0 in all data of today's compilers.</summary>
    public int BitOffset => RecordFormat.IntBitOffset(Tail);

    /// <summary>The value's width in bits.</summary>
    public int Bits => RecordFormat.IntBits(Tail);

    /// <summary>Whether the value is signed.</summary>
    public bool IsSigned => (Encoding & BtfIntEncoding.Signed) != 0;

    private uint Tail => _type.ReadTail(RecordFormat.TailField);

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfInt view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfInt left, BtfInt right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfInt left, BtfInt right) => !left.Equals(right);

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfInt other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfInt other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => _type.ToString();
}

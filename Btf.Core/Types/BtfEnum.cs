using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>An enumeration (<c>BTF_KIND_ENUM</c>, <c>BTF_KIND_ENUM64</c>).</summary>
/// <remarks>
/// See "BTF_KIND_ENUM" and "BTF_KIND_ENUM64" in <c>Documentation/bpf/btf.rst</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfEnum : IEquatable<BtfEnum>, IEqualityOperators<BtfEnum, BtfEnum, bool>
{
    private readonly BtfType _type;

    internal BtfEnum(BtfType type) => _type = type;

    /// <summary>The name; empty if anonymous.</summary>
    public BtfString Name => _type.Name;

    /// <summary>The size in bytes: 1, 2, 4 or 8.</summary>
    public uint Size => _type.SizeOrType;

    /// <summary>Whether the values are signed: the record's <c>kind_flag</c>. Tools before Linux 6.0 never set it.</summary>
    public bool IsSigned => _type.KindFlag;

    /// <summary>The values, in the order of their declaration. An enumeration without values is a forward declaration.</summary>
    public BtfElementList<BtfEnumValue> Values => new(_type);

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfEnum view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfEnum left, BtfEnum right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfEnum left, BtfEnum right) => !left.Equals(right);

    /// <summary>Returns the first value with a name.</summary>
    /// <param name="name">The name, compared byte for byte.</param>
    /// <exception cref="KeyNotFoundException">No value of the enumeration has the name.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfEnumValue FindValue(string name) => TryFindValue(name, out BtfEnumValue value) ? value : throw NoSuchValue(name);

    /// <inheritdoc cref="FindValue(string)"/>
    public BtfEnumValue FindValue(ReadOnlySpan<char> name) => TryFindValue(name, out BtfEnumValue value) ? value : throw NoSuchValue(name.ToString());

    /// <inheritdoc cref="FindValue(string)"/>
    public BtfEnumValue FindValue(ReadOnlySpan<byte> name) =>
        TryFindValue(name, out BtfEnumValue value) ? value : throw NoSuchValue(Encoding.UTF8.GetString(name));

    /// <summary>Finds the first value with a name.</summary>
    /// <param name="name">The name, compared byte for byte.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the enumeration has such a value.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool TryFindValue(string name, out BtfEnumValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryFindValue(name.AsSpan(), out value);
    }

    /// <inheritdoc cref="TryFindValue(string, out BtfEnumValue)"/>
    [SkipLocalsInit]
    public bool TryFindValue(ReadOnlySpan<char> name, out BtfEnumValue value)
    {
        using var utf8 = new Utf8Name(name, stackalloc byte[Utf8Name.StackLength]);
        if (utf8.IsValid)
        {
            return TryFindValue(utf8.Bytes, out value);
        }

        _type.Object.ThrowIfDisposed();
        value = default;
        return false;
    }

    /// <inheritdoc cref="TryFindValue(string, out BtfEnumValue)"/>
    public bool TryFindValue(ReadOnlySpan<byte> name, out BtfEnumValue value)
    {
        foreach (BtfEnumValue candidate in Values)
        {
            if (_type.Object.IsString(candidate.NameOffset, name))
            {
                value = candidate;
                return true;
            }
        }

        _type.Object.ThrowIfDisposed();
        value = default;
        return false;
    }

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfEnum other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfEnum other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => _type.ToString();

    private KeyNotFoundException NoSuchValue(string name)
    {
        _type.Object.ThrowIfDisposed();
        return new KeyNotFoundException($"{this} has no value named '{name}'.");
    }
}

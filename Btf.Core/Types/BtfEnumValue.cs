using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>A value of an enumeration (<c>struct btf_enum</c>, <c>struct btf_enum64</c>).</summary>
/// <remarks>
/// See <c>struct btf_enum</c> and <c>struct btf_enum64</c> in <c>include/uapi/linux/btf.h</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfEnumValue : IBtfElement<BtfEnumValue>, IEquatable<BtfEnumValue>, IEqualityOperators<BtfEnumValue, BtfEnumValue, bool>
{
    private const uint Size = 8;
    private const uint Size64 = 12;
    private const uint ValueField = 4;
    private const uint HighField = 8;
    private readonly BtfType _owner;
    private readonly int _index;
    private readonly uint _info;

    private BtfEnumValue(BtfType owner, int index, uint info)
    {
        _owner = owner;
        _index = index;
        _info = info;
    }

    /// <summary>The enumeration that has the value.</summary>
    public BtfType DeclaringType => _owner;

    /// <summary>The value's place, from 0.</summary>
    public int Index => _index;

    /// <summary>The name.</summary>
    public BtfString Name => _owner.StringAt(NameOffset, Is64Bit ? Field64 : Window + ValueField);

    /// <summary>The name's offset in the strings. Not checked.</summary>
    public uint NameOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Is64Bit ? _owner.ReadElement(Field64, 0) : _owner.ReadElement(Window, ValueField);
    }

    /// <summary>
    /// The value in 64 bits: sign-extended if the enumeration is signed, else zero-extended. It has the same bits as <see cref="UnsignedValue"/>.
    /// </summary>
    public long SignedValue => (long)UnsignedValue;

    /// <summary>
    /// The value in 64 bits: sign-extended if the enumeration is signed, else zero-extended. It has the same bits as <see cref="SignedValue"/>.
    /// </summary>
    public ulong UnsignedValue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Is64Bit
            ? RecordFormat.Enum64Value(_owner.ReadElement(Field64, ValueField), _owner.ReadElement(Field64, HighField))
            : RecordFormat.EnumValue(_owner.ReadElement(Window, HighField), RecordFormat.KindFlag(_info));
    }

    internal bool IsSigned => RecordFormat.KindFlag(_info);

    private bool Is64Bit => RecordFormat.Kind(_info) == BtfKind.Enum64;

    private uint Field64 => RecordFormat.HeadSize + (uint)_index * Size64;

    // ReadElement reads 12 bytes that end with the element, also for an element of 8 bytes.
    private uint Window => RecordFormat.HeadSize + (uint)_index * Size - ValueField;

    static BtfEnumValue IBtfElement<BtfEnumValue>.Create(BtfType owner, int index, uint info) => new(owner, index, info);

    static uint IBtfElement<BtfEnumValue>.NameOffsetOf(BtfEnumValue element) => element.NameOffset;

    /// <summary>Returns whether both are the same value of the same type.</summary>
    public static bool operator ==(BtfEnumValue left, BtfEnumValue right) => left.Equals(right);

    /// <summary>Returns whether they are not the same value of the same type.</summary>
    public static bool operator !=(BtfEnumValue left, BtfEnumValue right) => !left.Equals(right);

    /// <summary>Returns whether both are the same value of the same type. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfEnumValue other) => _index == other._index && _owner == other._owner;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfEnumValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_owner, _index);

    /// <summary>Returns the value as C would define it: <c>TCP_LISTEN = 10</c>.</summary>
    /// <remarks>Never throws: if the data cannot be read, the text says why.</remarks>
    public override string ToString() => ViewText.Of(this);
}

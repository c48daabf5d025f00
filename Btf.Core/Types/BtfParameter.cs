using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>A parameter of a function (<c>struct btf_param</c>).</summary>
/// <remarks>
/// See <c>struct btf_param</c> in <c>include/uapi/linux/btf.h</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfParameter : IBtfElement<BtfParameter>, IEquatable<BtfParameter>, IEqualityOperators<BtfParameter, BtfParameter, bool>
{
    private const uint Size = RecordFormat.ParameterSize;
    private const uint TypeField = RecordFormat.ParameterTypeField;
    private readonly BtfType _owner;
    private readonly int _index;
    private readonly uint _info;

    private BtfParameter(BtfType owner, int index, uint info)
    {
        _owner = owner;
        _index = index;
        _info = info;
    }

    /// <summary>The prototype of the parameter.</summary>
    public BtfType DeclaringType => _owner;

    /// <summary>The parameter's place, from 0.</summary>
    public int Index => _index;

    /// <summary>The name; empty in the prototype of a function pointer.</summary>
    public BtfString Name => _owner.StringAt(NameOffset, Field);

    /// <summary>The name's offset in the strings; 0 if there is none. Not checked.</summary>
    public uint NameOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _owner.ReadElement(Window, 4);
    }

    /// <summary>The type; void for <c>...</c>.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType Type => _owner.Resolve(TypeId, Field + TypeField);

    /// <summary>The type's id; 0 for <c>...</c>. Not checked.</summary>
    public uint TypeId
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _owner.ReadElement(Window, 8);
    }

    /// <summary>Whether this is <c>...</c>: the last parameter, without a name or type.</summary>
    public bool IsVariadic => TypeId == 0 && NameOffset == 0 && _index == RecordFormat.Vlen(_info) - 1;

    private uint Window => Field - TypeField;

    private uint Field => RecordFormat.HeadSize + (uint)_index * Size;

    static BtfParameter IBtfElement<BtfParameter>.Create(BtfType owner, int index, uint info) => new(owner, index, info);

    static uint IBtfElement<BtfParameter>.NameOffsetOf(BtfParameter element) => element.NameOffset;

    /// <summary>Returns whether both are the same parameter of the same type.</summary>
    public static bool operator ==(BtfParameter left, BtfParameter right) => left.Equals(right);

    /// <summary>Returns whether they are not the same parameter of the same type.</summary>
    public static bool operator !=(BtfParameter left, BtfParameter right) => !left.Equals(right);

    /// <summary>Returns whether both are the same parameter of the same type. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfParameter other) => _index == other._index && _owner == other._owner;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfParameter other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_owner, _index);

    /// <summary>Returns the parameter as C would declare it: <c>struct sk_buff *skb</c>.</summary>
    /// <remarks>Never throws: if the data cannot be read, the text says why.</remarks>
    public override string ToString() => ViewText.Of(this);
}

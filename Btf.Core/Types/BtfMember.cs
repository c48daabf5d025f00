using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>A member of a structure or union (<c>struct btf_member</c>).</summary>
/// <remarks>
/// See <c>struct btf_member</c> in <c>include/uapi/linux/btf.h</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfMember : IBtfElement<BtfMember>, IEquatable<BtfMember>, IEqualityOperators<BtfMember, BtfMember, bool>
{
    private const uint Size = RecordFormat.MemberSize;
    private const uint TypeField = 4;
    private const uint OffsetField = 8;
    private readonly BtfType _owner;
    private readonly int _index;
    private readonly uint _info;

    private BtfMember(BtfType owner, int index, uint info)
    {
        _owner = owner;
        _index = index;
        _info = info;
    }

    /// <summary>The structure or union that has the member.</summary>
    public BtfType DeclaringType => _owner;

    /// <summary>The member's place, from 0.</summary>
    public int Index => _index;

    /// <summary>The name; empty for an anonymous structure or union, and for padding bit-fields.</summary>
    public BtfString Name => _owner.StringAt(NameOffset, Field);

    /// <summary>The name's offset in the strings; 0 if there is none. Not checked.</summary>
    public uint NameOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _owner.ReadElement(Field, 0);
    }

    /// <summary>The type.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType Type => _owner.Resolve(TypeId, Field + TypeField);

    /// <summary>The type's id. Not checked.</summary>
    public uint TypeId
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _owner.ReadElement(Field, TypeField);
    }

    /// <summary>
    /// The member's first bit, counted from the start of the structure or union. This is right for both ways of encoding bit-fields: older compilers put the
    /// place and the width of a bit-field into an integer type of its own (<see cref="BtfInt.BitOffset"/>, <see cref="BtfInt.Bits"/>).
    /// </summary>
    public uint BitOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HasOwnBits ? EncodedBitOffset : MemberBits.OffsetOf(this);
    }

    /// <summary>The width of a bit-field in bits, for both ways of encoding bit-fields; 0 if the member is not a bit-field.</summary>
    public int BitfieldSize
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HasOwnBits ? EncodedBitfieldSize : MemberBits.WidthOf(this);
    }

    /// <summary>
    /// The record's word <c>offset</c>, unchanged. If the composite's <c>kind_flag</c> is set, the upper 8 bits are the width of a bit-field and the lower 24
    /// the bit offset; else the word is the bit offset.
    /// </summary>
    public uint OffsetWord
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _owner.ReadElement(Field, OffsetField);
    }

    /// <summary>The bit offset in the member itself.</summary>
    internal uint EncodedBitOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RecordFormat.MemberBitOffset(OffsetWord, RecordFormat.KindFlag(_info));
    }

    /// <summary>The width of a bit-field in the member itself; 0 if only its type can give one.</summary>
    internal int EncodedBitfieldSize
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RecordFormat.MemberBitfieldSize(OffsetWord, RecordFormat.KindFlag(_info));
    }

    // Whether the member itself gives its place and width, so that its type need not be read.
    private bool HasOwnBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RecordFormat.KindFlag(_info) || !_owner.Object.MayHaveNarrowIntegers;
    }

    private uint Field => RecordFormat.HeadSize + (uint)_index * Size;

    static BtfMember IBtfElement<BtfMember>.Create(BtfType owner, int index, uint info) => new(owner, index, info);

    static uint IBtfElement<BtfMember>.NameOffsetOf(BtfMember element) => element.NameOffset;

    /// <summary>Returns whether both are the same member of the same type.</summary>
    public static bool operator ==(BtfMember left, BtfMember right) => left.Equals(right);

    /// <summary>Returns whether they are not the same member of the same type.</summary>
    public static bool operator !=(BtfMember left, BtfMember right) => !left.Equals(right);

    /// <summary>Returns whether both are the same member of the same type. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfMember other) => _index == other._index && _owner == other._owner;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfMember other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_owner, _index);

    /// <summary>Returns the member as C would declare it, without a bit-field's width: <c>struct sock *sk</c>.</summary>
    /// <remarks>Never throws: if the data cannot be read, the text says why.</remarks>
    public override string ToString() => ViewText.Of(this);
}

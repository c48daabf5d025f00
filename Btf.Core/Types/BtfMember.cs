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
    private const uint Size = 12;
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

    /// <summary>The name's offset in the strings; 0 where there is none. Not checked.</summary>
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
    /// Where the member's first bit lies, in bits from the start of the structure or union. This holds for both ways in which the format has bit-fields: older
    /// compilers put a bit-field's place and width into an integer type of its own (<see cref="BtfInt.BitOffset"/>, <see cref="BtfInt.Bits"/>).
    /// </summary>
    public uint BitOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HasOwnBits ? EncodedBitOffset : MemberBits.OffsetOf(this);
    }

    /// <summary>The width of a bit-field in bits, in either way in which the format has bit-fields; 0 for a member that is none.</summary>
    public int BitfieldSize
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HasOwnBits ? EncodedBitfieldSize : MemberBits.WidthOf(this);
    }

    /// <summary>
    /// The record's word <c>offset</c> as it is: a bit offset, or, where the composite's <c>kind_flag</c> is set, a bit-field's width in the upper 8 bits and the
    /// bit offset in the lower 24.
    /// </summary>
    public uint OffsetWord
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _owner.ReadElement(Field, OffsetField);
    }

    /// <summary>The bit offset as the member itself has it.</summary>
    internal uint EncodedBitOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RecordFormat.MemberBitOffset(OffsetWord, RecordFormat.KindFlag(_info));
    }

    /// <summary>The width of a bit-field as the member itself has it; 0 where its type may have one.</summary>
    internal int EncodedBitfieldSize
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RecordFormat.MemberBitfieldSize(OffsetWord, RecordFormat.KindFlag(_info));
    }

    // Whether the member's own words tell its place and width, without its type.
    private bool HasOwnBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RecordFormat.KindFlag(_info) || !_owner.Object.HasNarrowIntegers;
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

    /// <summary>The member as C would declare it, without a bit-field's width: <c>struct sock *sk</c>.</summary>
    /// <remarks>Never throws: where the data cannot be read, the text says why.</remarks>
    public override string ToString() => ViewText.Of(this);
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>One type record, as <see cref="BtfTypeReader"/> and <see cref="BtfRecordReader"/> give it: the head decoded, what follows by word.</summary>
/// <remarks>
/// The words after the head, by kind, as <c>include/uapi/linux/btf.h</c> has them. Once: INT its encoding, ARRAY element type, index type
/// and count, VAR its linkage, DECL_TAG its component index. <see cref="Vlen"/> times: STRUCT and UNION name, type, offset; ENUM name,
/// value; FUNC_PROTO name, type; DATASEC type, offset, size; ENUM64 name, low and high half of the value. Ids and string offsets are
/// not checked. Of a FUNC, <see cref="Vlen"/> is the linkage.
/// </remarks>
public readonly ref struct BtfRecord
{
    private readonly ref readonly byte _start;
    private readonly int _limit;
    private readonly uint _nameOffset;
    private readonly uint _info;
    private readonly uint _sizeOrType;
    private readonly bool _swapped;
    private readonly ReadOnlySpan<byte> _layout;

    /// <summary>A record that was checked to lie inside the type section.</summary>
    /// <param name="start">Its first byte.</param>
    /// <param name="limit">How many bytes there are from there: the record's own, or with a layout section as many as the type section has left.</param>
    /// <param name="layout">The layout section, which says how long records of unknown kinds are; empty where the limit is the record's length.</param>
    /// <param name="swapped">Whether the words are in the other byte order.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BtfRecord(ref readonly byte start, int limit, ReadOnlySpan<byte> layout, bool swapped)
    {
        _start = ref start;
        _limit = limit;
        _layout = layout;
        _swapped = swapped;

        // In bounds: every record has a head.
        _nameOffset = Unsafe.ReadUnaligned<uint>(in start);
        _info = Unsafe.ReadUnaligned<uint>(in At(in start, RecordFormat.InfoField));
        _sizeOrType = Unsafe.ReadUnaligned<uint>(in At(in start, RecordFormat.SizeOrTypeField));
        if (swapped)
        {
            _nameOffset = BinaryPrimitives.ReverseEndianness(_nameOffset);
            _info = BinaryPrimitives.ReverseEndianness(_info);
            _sizeOrType = BinaryPrimitives.ReverseEndianness(_sizeOrType);
        }
    }

    /// <summary>The record as it lies in the data, in the data's byte order.</summary>
    // In bounds: the length is within the limit.
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.CreateReadOnlySpan(in _start, Length);

    /// <summary>The record's kind.</summary>
    public BtfKind Kind => RecordFormat.Kind(_info);

    /// <summary>The number of members, values, parameters or variables; of a FUNC, the linkage.</summary>
    public int Vlen => RecordFormat.Vlen(_info);

    /// <summary>Bit 31 of the info word, whose meaning depends on the kind.</summary>
    public bool KindFlag => RecordFormat.KindFlag(_info);

    /// <summary>The offset of the type's name in the strings; 0 for none.</summary>
    public uint NameOffset => _nameOffset;

    /// <summary>The third word: a size in bytes or a type id, by kind.</summary>
    public uint SizeOrType => _sizeOrType;

    /// <summary>The number of 32-bit words, the three of the head included.</summary>
    public int WordCount => Length / sizeof(uint);

    private int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ulong length = RecordSizes.Of(RecordSizes.Known, _info);
            return length <= (uint)_limit ? (int)length : LengthOfUnknown(in _start, _limit, _layout, _swapped);
        }
    }

    /// <summary>A word of the record, in the machine's byte order.</summary>
    /// <param name="index">0 is the name offset, 1 the info word, 2 <see cref="SizeOrType"/>; what follows depends on the kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many words.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint GetWord(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)WordCount, nameof(index));

        // In bounds: the index was compared with the number of words.
        uint word = Unsafe.ReadUnaligned<uint>(in At(in _start, (uint)index * sizeof(uint)));
        return _swapped ? BinaryPrimitives.ReverseEndianness(word) : word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly byte At(ref readonly byte start, uint offset) => ref Unsafe.AddByteOffset(ref Unsafe.AsRef(in start), offset);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int LengthOfUnknown(ref readonly byte start, int limit, ReadOnlySpan<byte> layout, bool swapped)
    {
        if (layout.IsEmpty)
        {
            return limit;
        }

        // The record was checked before. Its data has changed since where it is said to be longer than the section.
        BtfError error = RecordSizes.Check(MemoryMarshal.CreateReadOnlySpan(in start, limit), layout, swapped, byteOffset: 0, typeId: 0, out int length);
        return error.IsNone ? length : Math.Min(limit, (int)RecordFormat.HeadSize);
    }
}

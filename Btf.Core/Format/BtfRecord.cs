using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>One type record from <see cref="BtfTypeReader"/> or <see cref="BtfRecordReader"/>: its head is decoded, the rest is read word by word.</summary>
/// <remarks>
/// The words after the head depend on the kind, as in <c>include/uapi/linux/btf.h</c>. These kinds have them once: INT its encoding, ARRAY element type, index
/// type and count, VAR its linkage, DECL_TAG its component index. These have them <see cref="Vlen"/> times: STRUCT and UNION name, type, offset; ENUM name,
/// value; FUNC_PROTO name, type; DATASEC type, offset, size; ENUM64 name, low and high half of the value. In a FUNC, <see cref="Vlen"/> is the linkage. Ids and
/// string offsets are not checked.
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

    /// <summary>Makes a record that was checked to lie inside the type section.</summary>
    /// <param name="start">Its first byte.</param>
    /// <param name="limit">The number of bytes from there: the record's length, or with a layout section the rest of the type section.</param>
    /// <param name="layout">The layout section, which gives the sizes of unknown kinds; empty if the limit is the record's length.</param>
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

    /// <summary>The record's bytes, in the data's byte order.</summary>
    // In bounds: the length is within the limit.
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.CreateReadOnlySpan(in _start, Length);

    /// <summary>The record's kind.</summary>
    public BtfKind Kind => RecordFormat.Kind(_info);

    /// <summary>The number of members, values, parameters or variables; in a FUNC, the linkage.</summary>
    public int Vlen => RecordFormat.Vlen(_info);

    /// <summary>Bit 31 of the info word. Its meaning depends on the kind.</summary>
    public bool KindFlag => RecordFormat.KindFlag(_info);

    /// <summary>The offset of the type's name in the strings; 0 if it has none.</summary>
    public uint NameOffset => _nameOffset;

    /// <summary>The third word: a size in bytes or a type id, depending on the kind.</summary>
    public uint SizeOrType => _sizeOrType;

    /// <summary>The number of 32-bit words, with the three of the head.</summary>
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

    /// <summary>Returns a word of the record, in the machine's byte order.</summary>
    /// <param name="index">0 for the name offset, 1 for the info word, 2 for <see cref="SizeOrType"/>; the further words depend on the kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The record has no such word.</exception>
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

        // The record was checked earlier. If it now leaves the section, its data has changed.
        BtfError error = RecordSizes.Check(MemoryMarshal.CreateReadOnlySpan(in start, limit), layout, swapped, byteOffset: 0, typeId: 0, out int length);
        return error.IsNone ? length : Math.Min(limit, (int)RecordFormat.HeadSize);
    }
}

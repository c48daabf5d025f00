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
    private readonly ref readonly byte _section;
    private readonly nuint _offset;
    private readonly uint _end;
    private readonly bool _swapped;
    private readonly ReadOnlySpan<byte> _layout;

    /// <summary>Makes a record that was checked to lie inside the type section.</summary>
    /// <param name="section">The first byte of the section, or of any part of it.</param>
    /// <param name="offset">The record's offset from there.</param>
    /// <param name="end">The offset of the record's end; if there is a layout section, that of the section's end.</param>
    /// <param name="layout">The layout section, which gives the sizes of unknown kinds; empty if the end is the record's.</param>
    /// <param name="swapped">Whether the words are in the other byte order.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BtfRecord(ref readonly byte section, nuint offset, uint end, ReadOnlySpan<byte> layout, bool swapped)
    {
        _section = ref section;
        _offset = offset;
        _end = end;
        _layout = layout;
        _swapped = swapped;
    }

    /// <summary>
    /// The record's bytes: from <see cref="BtfTypeReader"/> in the data's byte order, from <see cref="BtfRecordReader"/> in the machine's.
    /// </summary>
    // In bounds: the length is within the limit.
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.CreateReadOnlySpan(in At(0), Length);

    /// <summary>The record's kind.</summary>
    // In bounds: every record has a head.
    public BtfKind Kind => RecordFormat.Kind(At(RecordFormat.KindField(_swapped)));

    /// <summary>The number of members, values, parameters or variables; in a FUNC, the linkage.</summary>
    public int Vlen => RecordFormat.Vlen(Info);

    /// <summary>Bit 31 of the info word. Its meaning depends on the kind.</summary>
    public bool KindFlag => RecordFormat.KindFlag(Info);

    /// <summary>The offset of the type's name in the strings; 0 if it has none.</summary>
    public uint NameOffset => WordAt(RecordFormat.NameOffsetField);

    /// <summary>The third word: a size in bytes or a type id, depending on the kind.</summary>
    public uint SizeOrType => WordAt(RecordFormat.SizeOrTypeField);

    /// <summary>The number of 32-bit words, with the three of the head.</summary>
    public int WordCount => Length / sizeof(uint);

    private uint Info => WordAt(RecordFormat.InfoField);

    private int Length
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ulong length = RecordSizes.Of(RecordSizes.Known, Info);
            uint limit = _end - (uint)_offset;
            return length <= limit ? (int)length : LengthOfUnknown(in At(0), (int)limit, _layout, _swapped);
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
        return WordAt((uint)index * sizeof(uint));
    }

    // In bounds: every record has a head, and all further words were compared with the record's length.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint WordAt(uint offset)
    {
        uint word = Unsafe.ReadUnaligned<uint>(in At(offset));
        return _swapped ? BinaryPrimitives.ReverseEndianness(word) : word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref readonly byte At(uint field) => ref Unsafe.AddByteOffset(ref Unsafe.AsRef(in _section), _offset + field);

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

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>The sizes of records: for each of the 128 kinds, the fixed number of bytes and the number that each of vlen elements adds.</summary>
/// <remarks>
/// An entry packs both into 64 bits, the fixed size in the low 48 and the element size in the high 16, so one load and one multiplication give the size. A kind
/// of unknown size has a fixed size larger than any section, so the bounds check that follows catches it too.
/// </remarks>
internal static class RecordSizes
{
    private const int ElementShift = 48;
    private const ulong FixedMask = (1UL << ElementShift) - 1;
    private const ulong Unknown = 1UL << 40;
    private const ulong Misaligned = 1UL << 44;

    private const ulong Head = RecordFormat.HeadSize;

    private static readonly ulong[] _known = MakeKnown();

    /// <summary>The sizes of the kinds with a <see cref="RecordShape"/>; all others are unknown.</summary>
    public static ReadOnlySpan<ulong> Known => _known;

    /// <summary>Returns the length in bytes of a record with an info word, by a table of this class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<ulong> table, uint info) =>
        // In bounds: a table has 128 entries, and the index 7 bits.
        Length(Unsafe.Add(ref MemoryMarshal.GetReference(table), (nint)(info >> 24 & 0x7F)), info);

    /// <summary>Adds the sizes of a layout section to a copy of <see cref="Known"/>. Known kinds keep their own sizes, as in libbpf.</summary>
    public static void AddLayout(ReadOnlySpan<byte> layout, Span<ulong> table)
    {
        for (int kind = 0; kind < RecordFormat.KindCount; kind++)
        {
            if (!((BtfKind)kind).IsKnown())
            {
                table[kind] = LayoutEntry(layout, kind);
            }
        }
    }

    /// <summary>Checks that the record at the start of <paramref name="rest"/> has a known size and lies inside the section.</summary>
    /// <param name="rest">The type section from this record; not empty.</param>
    /// <param name="layout">The layout section; empty if there is none.</param>
    /// <param name="swapped">Whether the words are in the other byte order.</param>
    /// <param name="byteOffset">The record's place, for the error.</param>
    /// <param name="typeId">The record's id, for the error.</param>
    /// <param name="length">The record's length in bytes if there is no error.</param>
    public static BtfError Check(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> layout, bool swapped, long byteOffset, uint typeId, out int length)
    {
        length = 0;
        if ((uint)rest.Length < RecordFormat.HeadSize)
        {
            return new BtfError(BtfErrorCode.RecordTruncated, byteOffset, typeId, RecordFormat.HeadSize, (ulong)rest.Length);
        }

        uint info = WordReader.ReadUInt32(rest, (int)RecordFormat.InfoField, swapped);
        BtfKind kind = RecordFormat.Kind(info);
        ulong size = kind.IsKnown() ? Of(Known, info) : Length(LayoutEntry(layout, (int)kind), info);
        if (size >= Unknown)
        {
            BtfErrorCode code = size >= Misaligned ? BtfErrorCode.BadKindLayout : BtfErrorCode.UnknownKind;
            return new BtfError(code, byteOffset + RecordFormat.InfoField, typeId, (ulong)kind);
        }

        if (size > (ulong)rest.Length)
        {
            return new BtfError(BtfErrorCode.RecordTruncated, byteOffset, typeId, size, (ulong)rest.Length);
        }

        length = (int)size;
        return default;
    }

    private static ulong[] MakeKnown()
    {
        var table = new ulong[RecordFormat.KindCount];
        for (int kind = 0; kind < table.Length; kind++)
        {
            RecordShape shape = RecordShape.Of((BtfKind)kind);
            ulong fixedSize = Head + sizeof(uint) * (ulong)shape.FixedWords;
            table[kind] = shape.IsKnown ? fixedSize + (sizeof(uint) * (ulong)shape.Stride << ElementShift) : Unknown;
        }

        return table;
    }

    // {info_sz u8, elem_sz u8, flags u16} per kind: struct btf_layout.
    private static ulong LayoutEntry(ReadOnlySpan<byte> layout, int kind)
    {
        const int entrySize = 4;
        if ((kind + 1) * entrySize > layout.Length)
        {
            return Unknown;
        }

        byte infoSize = layout[kind * entrySize];
        byte elementSize = layout[kind * entrySize + 1];
        return (infoSize | elementSize) % 4 == 0 ? Head + infoSize + ((ulong)elementSize << ElementShift) : Misaligned;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Length(ulong entry, uint info) => (entry & FixedMask) + (entry >> ElementShift) * (info & 0xFF_FFFF);
}

using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>One object's own records and strings: its type section, the offset of each record in it, and its string section. Indexes are built from it.</summary>
/// <remarks>
/// The offsets take 4 bytes per type, the only memory that an opened object needs for types in the machine's byte order. Types in the other order are copied and
/// turned once, so that no read has to ask for the order. Both are not on the managed heap: with an array of this size, every few opened objects would make the
/// collector walk over everything. The table does not keep the memory alive; its user keeps the object alive.
/// </remarks>
internal readonly unsafe struct RecordTable
{
    // Up to this many starts of records are first written to the stack.
    private const int SmallCapacity = 2048;

    /// <summary>The type section, in the machine's byte order.</summary>
    public readonly byte* Types;

    /// <summary>The offset of each record in the type section, ids ascending; null in the default value.</summary>
    public readonly uint* Offsets;

    /// <summary>The number of records.</summary>
    public readonly int Count;

    /// <summary>The id of the first record.</summary>
    public readonly uint FirstTypeId;

    /// <summary>The string section.</summary>
    public readonly byte* Strings;

    /// <summary>The length of the string section.</summary>
    public readonly uint StringLength;

    /// <summary>The offset of the section's first string in the chain of objects.</summary>
    public readonly uint FirstStringOffset;

    public RecordTable(byte* types, uint* offsets, int count, uint firstTypeId, byte* strings, uint stringLength, uint firstStringOffset)
    {
        Types = types;
        Offsets = offsets;
        Count = count;
        FirstTypeId = firstTypeId;
        Strings = strings;
        StringLength = stringLength;
        FirstStringOffset = firstStringOffset;
    }

    /// <summary>Walks over the type section once, and checks that each record has a known size and lies inside.</summary>
    /// <param name="memory">The data. The offsets become a part of it, and are closed and freed with the data.</param>
    /// <param name="header">Its header.</param>
    /// <param name="layout">The layout section: the object's own, or that of the nearest base that has one.</param>
    /// <param name="firstTypeId">The id of the first record.</param>
    /// <param name="firstStringOffset">The offset of the first string in the chain of objects.</param>
    /// <param name="table">The table; the default value on an error.</param>
    public static BtfError TryRead(
        BtfMemory memory, in BtfHeader header, ReadOnlySpan<byte> layout, uint firstTypeId, uint firstStringOffset, out RecordTable table)
    {
        BtfError error;
        int count;
        uint* offsets;
        byte* types;
        if (layout.IsEmpty)
        {
            error = FindRecords(memory, header, layout, RecordSizes.Known, firstTypeId, out count, out offsets, out types);
        }
        else
        {
            Span<ulong> extended = stackalloc ulong[RecordFormat.KindCount];
            RecordSizes.Known.CopyTo(extended);
            RecordSizes.AddLayout(layout, extended);
            error = FindRecords(memory, header, layout, extended, firstTypeId, out count, out offsets, out types);
        }

        table = offsets == null ? default : In(memory, header, types, offsets, count, firstTypeId, firstStringOffset);
        return error;
    }

    /// <summary>Returns the table of records that the library wrote itself.</summary>
    /// <param name="memory">The data.</param>
    /// <param name="header">Its header.</param>
    /// <param name="written">The offsets of the records.</param>
    /// <param name="firstTypeId">The id of the first record.</param>
    /// <param name="firstStringOffset">The offset of the first string in the chain of objects.</param>
    public static RecordTable OfWritten(BtfMemory memory, in BtfHeader header, WrittenOffsets written, uint firstTypeId, uint firstStringOffset)
    {
        CheckWritten(header.TypeLength, written.Span);
        return In(memory, header, NativeTypes(memory, header), written.Start, written.Count, firstTypeId, firstStringOffset);
    }

    /// <summary>Checks in a debug build, which the tests and the fuzzer are, that there is a record at each offset.</summary>
    [Conditional("DEBUG")]
    private static void CheckWritten(uint typeLength, ReadOnlySpan<uint> written)
    {
        uint end = 0;
        foreach (uint offset in written)
        {
            Debug.Assert(offset >= end && offset + RecordFormat.HeadSize <= typeLength, "The library wrote other records than it says.");
            end = offset + RecordFormat.HeadSize;
        }
    }

    /// <summary>Returns the offset of a record's name in the strings; 0 for none. Not checked.</summary>
    /// <param name="place">The record's place, from 0; less than <see cref="Count"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NameOffsetAt(int place)
    {
        // In bounds: at every offset there is the head of a record.
        return Unsafe.ReadUnaligned<uint>(Types + Offsets[place]);
    }

    /// <summary>Returns a word of a record. Not checked.</summary>
    /// <param name="place">The record's place, from 0; less than <see cref="Count"/>.</param>
    /// <param name="field">The word's offset from the start of the record; less than the record's length.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint WordAt(int place, uint field)
    {
        // In bounds: opening has checked that the section holds the whole record.
        return Unsafe.ReadUnaligned<uint>(Types + Offsets[place] + field);
    }

    /// <summary>Returns the kind of a record. Not checked.</summary>
    /// <param name="place">The record's place, from 0; less than <see cref="Count"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfKind KindAt(int place)
    {
        // In bounds: at every offset there is the head of a record.
        return RecordFormat.Kind(Unsafe.ReadUnaligned<uint>(Types + Offsets[place] + RecordFormat.InfoField));
    }

    /// <summary>Searches the records from a place on, and returns the place of the first one whose name a filter may have; -1 if it finds none.</summary>
    public int FindName(int place, NameFilter filter)
    {
        // A copy stays in registers.
        RecordTable table = this;
        for (int count = table.Count; place < count; place++)
        {
            if (filter.MayHave(table.NameOffsetAt(place)))
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>Searches the records from a place on, and returns the place of the first one of some kinds; -1 if it finds none.</summary>
    public int FindKind(int place, BtfKinds kinds)
    {
        // A copy stays in registers.
        RecordTable table = this;
        for (int count = table.Count; place < count; place++)
        {
            if (kinds.Includes(table.KindAt(place)))
            {
                return place;
            }
        }

        return -1;
    }

    private static BtfError FindRecords(
        BtfMemory memory,
        in BtfHeader header,
        ReadOnlySpan<byte> layout,
        ReadOnlySpan<ulong> sizes,
        uint firstTypeId,
        out int count,
        out uint* offsets,
        out byte* section)
    {
        // Enough for records of the smallest size.
        ReadOnlySpan<byte> types = header.Types(memory.Span);
        int capacity = RecordScanner.Capacity(types.Length);
        using ScanBuffer large = capacity > SmallCapacity ? ScanBuffer.Rent(capacity) : default;
        Span<uint> scanned = capacity > SmallCapacity ? large.Span : stackalloc uint[SmallCapacity];
        count = RecordScanner.Scan(types, header.IsSwapped, sizes, scanned, out long end);
        if (end < types.Length)
        {
            offsets = null;
            section = null;
            return RecordSizes.Check(types[(int)end..], layout, header.IsSwapped, header.TypeStart + end, firstTypeId + (uint)count, out _);
        }

        // In bounds: the attached memory has room for all starts that were found.
        offsets = (uint*)memory.Attach(Math.Max(1, count) * sizeof(uint));
        scanned[..count].CopyTo(new Span<uint>(offsets, count));
        section = NativeTypes(memory, header);
        return default;
    }

    // In bounds: the header was checked against the memory's length.
    private static RecordTable In(
        BtfMemory memory, in BtfHeader header, byte* types, uint* offsets, int count, uint firstTypeId, uint firstStringOffset) =>
        new(types, offsets, count, firstTypeId, memory.Start + header.StringStart, header.StringLength, firstStringOffset);

    /// <summary>Returns a type section in the machine's byte order: a turned copy if the data has the other one.</summary>
    private static byte* NativeTypes(BtfMemory memory, in BtfHeader header)
    {
        ReadOnlySpan<byte> types = header.Types(memory.Span);
        if (!header.IsSwapped || types.IsEmpty)
        {
            return memory.Start + header.TypeStart;
        }

        // In bounds: the attached memory is as long as the section. Every record consists of whole words.
        byte* copy = memory.Attach(types.Length);
        var turned = new Span<uint>(copy, types.Length / sizeof(uint));
        BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, uint>(types), turned);
        return copy;
    }

    /// <summary>
    /// A buffer for the starts of records while they are found. The process keeps one buffer, so that few opens wait for the system to clear pages.
    /// </summary>
    private readonly ref struct ScanBuffer
    {
        // Enough for a kernel of 8 MB of types. A larger buffer is freed.
        private const int MostKept = 700_000;

        private static BtfMemory? _spare;

        private readonly BtfMemory _memory;

        private ScanBuffer(BtfMemory memory) => _memory = memory;

        /// <summary>The buffer's elements. Their initial values are undefined.</summary>
        // In bounds: the length is that of the memory.
        public Span<uint> Span => new(_memory.Start, _memory.Length / sizeof(uint));

        /// <summary>Takes the buffer that the process keeps, if it is free and large enough; otherwise a new one.</summary>
        /// <param name="capacity">The number of starts that must fit.</param>
        public static ScanBuffer Rent(int capacity)
        {
            BtfMemory? spare = Interlocked.Exchange(ref _spare, null);
            int length = checked(capacity * sizeof(uint));
            if (spare is not null && spare.Length >= length)
            {
                return new ScanBuffer(spare);
            }

            spare?.Dispose();
            // Most records are at least twice as long as the shortest.
            return new ScanBuffer(OwnMemory.AllocateBuffer(length, length / 2));
        }

        public void Dispose()
        {
            if (_memory is not null && (_memory.Length > MostKept * sizeof(uint) || Interlocked.CompareExchange(ref _spare, _memory, null) is not null))
            {
                _memory.Dispose();
            }
        }
    }
}

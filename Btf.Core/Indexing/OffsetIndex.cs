namespace Btf.Core;

/// <summary>Builds the index from type id to record offset: 4 bytes per type, the only memory that an opened object needs for its types.</summary>
/// <remarks>It is not on the managed heap: with an array of this size, every few opened objects would make the collector walk over everything.</remarks>
internal static unsafe class OffsetIndex
{
    // Up to this many starts are first written to the stack.
    private const int SmallCapacity = 2048;

    /// <summary>Walks the type section once, and checks that each record has a known size and lies inside.</summary>
    /// <param name="memory">The data. The index becomes a part of it, and is closed and freed with the data.</param>
    /// <param name="header">Its header.</param>
    /// <param name="layout">The layout section: the object's own, or that of the nearest base that has one.</param>
    /// <param name="firstTypeId">The id of the first record.</param>
    /// <param name="count">The number of records.</param>
    /// <param name="offsets">The offset of each record in the type section; null on an error.</param>
    public static BtfError Build(BtfMemory memory, in BtfHeader header, ReadOnlySpan<byte> layout, uint firstTypeId, out int count, out uint* offsets)
    {
        if (!layout.IsEmpty)
        {
            Span<ulong> extended = stackalloc ulong[RecordFormat.KindCount];
            RecordSizes.Known.CopyTo(extended);
            RecordSizes.AddLayout(layout, extended);
            return Build(memory, header, layout, extended, firstTypeId, out count, out offsets);
        }

        return Build(memory, header, layout, RecordSizes.Known, firstTypeId, out count, out offsets);
    }

    private static BtfError Build(
        BtfMemory memory, in BtfHeader header, ReadOnlySpan<byte> layout, ReadOnlySpan<ulong> sizes, uint firstTypeId, out int count, out uint* offsets)
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
            return RecordSizes.Check(types[(int)end..], layout, header.IsSwapped, header.TypeStart + end, firstTypeId + (uint)count, out _);
        }

        // In bounds: the attached memory has room for all starts that were found.
        offsets = (uint*)memory.Attach(Math.Max(1, count) * sizeof(uint));
        scanned[..count].CopyTo(new Span<uint>(offsets, count));
        return default;
    }
}

namespace Btf.Core;

/// <summary>Builds the index from type id to record offset: 4 bytes a type, the only memory that an opened object takes for its types.</summary>
/// <remarks>Off the managed heap: an array of this size would make the collector walk over everything for every few objects that are opened.</remarks>
internal static unsafe class OffsetIndex
{
    // Up to this many starts are written to the stack first.
    private const int SmallCapacity = 2048;

    /// <summary>Walks the type section once, and checks that each record has a known size and lies inside.</summary>
    /// <param name="memory">The data. The index becomes a part of it: it is closed and freed with the data.</param>
    /// <param name="header">Its header.</param>
    /// <param name="layout">The layout section that applies: the object's own, or the nearest one of its bases.</param>
    /// <param name="firstTypeId">The first record's id.</param>
    /// <param name="count">How many records there are.</param>
    /// <param name="offsets">The offset of each record in the type section; null where there is an error.</param>
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
        // Room for the shortest records.
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

        // In bounds: what is attached has room for the starts that were found.
        offsets = (uint*)memory.Attach(Math.Max(1, count) * sizeof(uint));
        scanned[..count].CopyTo(new Span<uint>(offsets, count));
        return default;
    }
}

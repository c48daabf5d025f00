namespace Btf.Core;

/// <summary>Builds the index from type id to record offset: 4 bytes a type, the only memory that an opened object takes for its types.</summary>
/// <remarks>Off the managed heap: an array of this size would make the collector walk over everything for every few objects that are opened.</remarks>
internal static unsafe class OffsetIndex
{
    /// <summary>Walks the type section once, and checks that each record has a known size and lies inside.</summary>
    /// <param name="data">All of the data.</param>
    /// <param name="header">Its header.</param>
    /// <param name="layout">The layout section that applies: the object's own, or the nearest one of its bases.</param>
    /// <param name="firstTypeId">The first record's id.</param>
    /// <param name="count">How many records there are.</param>
    /// <param name="offsets">The offset of each record in the type section, which the caller frees; null where there is an error.</param>
    public static BtfError Build(ReadOnlySpan<byte> data, in BtfHeader header, ReadOnlySpan<byte> layout, uint firstTypeId, out int count, out uint* offsets)
    {
        ReadOnlySpan<byte> types = header.Types(data);
        if (!layout.IsEmpty)
        {
            Span<ulong> extended = stackalloc ulong[RecordFormat.KindCount];
            RecordSizes.Known.CopyTo(extended);
            RecordSizes.AddLayout(layout, extended);
            return Build(types, header, layout, extended, firstTypeId, out count, out offsets);
        }

        return Build(types, header, layout, RecordSizes.Known, firstTypeId, out count, out offsets);
    }

    private static BtfError Build(
        ReadOnlySpan<byte> types, in BtfHeader header, ReadOnlySpan<byte> layout, ReadOnlySpan<ulong> sizes, uint firstTypeId, out int count, out uint* offsets)
    {
        // Room for the shortest records; what the real ones leave is given back.
        int capacity = RecordScanner.Capacity(types.Length);
        offsets = (uint*)NativeHeap.Allocate(capacity, sizeof(uint));
        count = RecordScanner.Scan(types, header.IsSwapped, sizes, new Span<uint>(offsets, capacity), out long end);
        if (end < types.Length)
        {
            NativeHeap.Free(offsets, capacity, sizeof(uint));
            offsets = null;
            return RecordSizes.Check(types[(int)end..], layout, header.IsSwapped, header.TypeStart + end, firstTypeId + (uint)count, out _);
        }

        offsets = (uint*)NativeHeap.Resize(offsets, capacity, Math.Max(1, count), sizeof(uint));
        return default;
    }
}

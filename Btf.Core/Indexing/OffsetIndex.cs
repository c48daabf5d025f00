using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>Builds the index from type id to record offset: 4 bytes a type, the only memory that an opened object takes for its types.</summary>
internal static class OffsetIndex
{
    /// <summary>Walks the type section once, and checks that each record has a known size and lies inside.</summary>
    /// <param name="data">All of the data.</param>
    /// <param name="header">Its header.</param>
    /// <param name="layout">The layout section that applies: the object's own, or the nearest one of its bases.</param>
    /// <param name="firstTypeId">The first record's id.</param>
    /// <param name="offsets">The offset of each record in the type section; null where there is an error.</param>
    public static BtfError Build(ReadOnlySpan<byte> data, in BtfHeader header, ReadOnlySpan<byte> layout, uint firstTypeId, out uint[]? offsets)
    {
        ReadOnlySpan<byte> types = header.Types(data);
        if (!layout.IsEmpty)
        {
            Span<ulong> extended = stackalloc ulong[RecordFormat.KindCount];
            RecordSizes.Known.CopyTo(extended);
            RecordSizes.AddLayout(layout, extended);
            return Build(types, header, layout, extended, firstTypeId, out offsets);
        }

        return Build(types, header, layout, RecordSizes.Known, firstTypeId, out offsets);
    }

    [SkipLocalsInit]
    private static unsafe BtfError Build(
        ReadOnlySpan<byte> types, in BtfHeader header, ReadOnlySpan<byte> layout, ReadOnlySpan<ulong> sizes, uint firstTypeId, out uint[]? offsets)
    {
        // Off the managed heap: the room for the shortest records is more than twice what most data needs, and is gone after the scan.
        int capacity = RecordScanner.Capacity(types.Length);
        if (types.Length < RecordScanner.InterleaveThreshold)
        {
            return Build(types, header, layout, sizes, firstTypeId, stackalloc uint[capacity], out offsets);
        }

        void* scratch = NativeMemory.Alloc((nuint)capacity, sizeof(uint));
        try
        {
            return Build(types, header, layout, sizes, firstTypeId, new Span<uint>(scratch, capacity), out offsets);
        }
        finally
        {
            NativeMemory.Free(scratch);
        }
    }

    private static BtfError Build(
        ReadOnlySpan<byte> types, in BtfHeader header, ReadOnlySpan<byte> layout, ReadOnlySpan<ulong> sizes, uint firstTypeId, Span<uint> scratch, out uint[]? offsets)
    {
        int count = RecordScanner.Scan(types, header.IsSwapped, sizes, scratch, out long end);
        if (end < types.Length)
        {
            offsets = null;
            return RecordSizes.Check(types[(int)end..], layout, header.IsSwapped, header.TypeStart + end, firstTypeId + (uint)count, out _);
        }

        offsets = GC.AllocateUninitializedArray<uint>(count);
        scratch[..count].CopyTo(offsets);
        return default;
    }
}

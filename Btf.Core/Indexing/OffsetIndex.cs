using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>Builds the index from type id to record offset: 4 bytes a type, the only memory that an opened object takes for its types.</summary>
internal static class OffsetIndex
{
    /// <summary>The offset that stands for void, which has no record. No section reaches so far, and no field offset added to it wraps.</summary>
    public const uint Void = 0xFFFF_FF00;

    /// <summary>Walks the type section once, and checks that each record has a known size and lies inside.</summary>
    /// <param name="data">All of the data.</param>
    /// <param name="header">Its header.</param>
    /// <param name="layout">The layout section that applies: the object's own, or the nearest one of its bases.</param>
    /// <param name="firstTypeId">The first record's id.</param>
    /// <param name="withVoid">Whether an entry for void, id 0, comes before it: in an object without a base.</param>
    /// <param name="offsets">The offset of each record in the type section; null where there is an error.</param>
    public static BtfError Build(ReadOnlySpan<byte> data, in BtfHeader header, ReadOnlySpan<byte> layout, uint firstTypeId, bool withVoid, out uint[]? offsets)
    {
        ReadOnlySpan<byte> types = header.Types(data);
        if (!layout.IsEmpty)
        {
            Span<ulong> extended = stackalloc ulong[RecordFormat.KindCount];
            RecordSizes.Known.CopyTo(extended);
            RecordSizes.AddLayout(layout, extended);
            return Build(types, header, layout, extended, firstTypeId, withVoid, out offsets);
        }

        return Build(types, header, layout, RecordSizes.Known, firstTypeId, withVoid, out offsets);
    }

    [SkipLocalsInit]
    private static unsafe BtfError Build(
        ReadOnlySpan<byte> types, in BtfHeader header, ReadOnlySpan<byte> layout, ReadOnlySpan<ulong> sizes, uint firstTypeId, bool withVoid, out uint[]? offsets)
    {
        // Off the managed heap: the room for the shortest records is more than twice what most data needs, and is gone after the scan.
        int capacity = RecordScanner.Capacity(types.Length);
        if (types.Length < RecordScanner.InterleaveThreshold)
        {
            return Build(types, header, layout, sizes, firstTypeId, withVoid, stackalloc uint[capacity], out offsets);
        }

        void* scratch = NativeMemory.Alloc((nuint)capacity, sizeof(uint));
        try
        {
            return Build(types, header, layout, sizes, firstTypeId, withVoid, new Span<uint>(scratch, capacity), out offsets);
        }
        finally
        {
            NativeMemory.Free(scratch);
        }
    }

    private static BtfError Build(
        ReadOnlySpan<byte> types, in BtfHeader header, ReadOnlySpan<byte> layout, ReadOnlySpan<ulong> sizes, uint firstTypeId, bool withVoid, Span<uint> scratch, out uint[]? offsets)
    {
        int count = RecordScanner.Scan(types, header.IsSwapped, sizes, scratch, out long end);
        if (end < types.Length)
        {
            offsets = null;
            return RecordSizes.Check(types[(int)end..], layout, header.IsSwapped, header.TypeStart + end, firstTypeId + (uint)count, out _);
        }

        int first = withVoid ? 1 : 0;
        offsets = GC.AllocateUninitializedArray<uint>(first + count);
        if (withVoid)
        {
            offsets[0] = Void;
        }

        scratch[..count].CopyTo(offsets.AsSpan(first));
        return default;
    }
}

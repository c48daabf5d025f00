using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Btf.Core.Equality;

namespace Btf.Core.Building;

/// <summary>Puts an object's own types into another order.</summary>
internal static class Permutation
{
    /// <summary>Returns a list that maps each id to itself, including those of the bases.</summary>
    public static uint[] Identity(BtfObject btf)
    {
        var ids = new uint[btf.NextTypeId];
        for (uint id = 0; id < ids.Length; id++)
        {
            ids[id] = id;
        }

        return ids;
    }

    /// <summary>Checks a list of new ids.</summary>
    /// <returns>The new ids, indexed by the old, including those of the bases.</returns>
    /// <exception cref="ArgumentException">The list is not a permutation of the object's own ids.</exception>
    public static uint[] Check(BtfObject btf, ReadOnlySpan<uint> newIds)
    {
        uint first = btf.FirstTypeId;
        int voids = btf.Base is null ? 1 : 0;
        if (newIds.Length != btf.TypeCount + voids)
        {
            throw new ArgumentException($"There are {newIds.Length} new ids; {btf.TypeCount + voids} are needed.", nameof(newIds));
        }

        if (voids != 0 && newIds[0] != 0)
        {
            throw new ArgumentException($"The first new id is {newIds[0]}; it stands for void and must be 0.", nameof(newIds));
        }

        uint[] ids = Identity(btf);
        var isTaken = new bool[btf.TypeCount];
        for (int i = voids; i < newIds.Length; i++)
        {
            uint index = newIds[i] - first;
            if (index >= (uint)isTaken.Length)
            {
                throw new ArgumentException($"New id {newIds[i]} is not one of the object's own, {first} to {btf.NextTypeId - 1}.", nameof(newIds));
            }

            if (isTaken[index])
            {
                throw new ArgumentException($"New id {newIds[i]} is given twice.", nameof(newIds));
            }

            isTaken[index] = true;
            ids[first + (uint)(i - voids)] = newIds[i];
        }

        return ids;
    }

    /// <summary>Makes the object.</summary>
    /// <param name="btf">The object whose types are reordered.</param>
    /// <param name="ids">The new ids, indexed by the old.</param>
    /// <param name="extension">The <c>.BTF.ext</c> section to rewrite as well; empty for none.</param>
    public static BtfRewrite Apply(BtfObject btf, uint[] ids, ReadOnlyMemory<byte> extension)
    {
        ExtensionWords? extensionWords = ExtensionWords.Read(extension.Span, btf);
        int first = (int)btf.FirstTypeId;
        using var arena = new WorkArena((long)sizeof(int) * btf.TypeCount);
        WorkArray<int> oldIndexes = arena.Take<int>(btf.TypeCount);
        for (int i = 0; i < oldIndexes.Length; i++)
        {
            oldIndexes[(int)ids[first + i] - first] = i;
        }

        BtfMemory memory = OwnMemory.Allocate(btf.Data.Length, out Span<byte> data);
        int start = CopyAllButTypes(btf, data);
        var map = new IdMap(ids, btf.NextStringOffset);
        WrittenOffsets written;
        try
        {
            written = WrittenOffsets.In(memory, oldIndexes.Length);
            Reorder(btf, oldIndexes, memory, start, map, written);
        }
        catch
        {
            memory.Dispose();
            btf.ThrowIfClosedMeanwhile();
            throw;
        }

        byte[] newExtension = extensionWords?.Map(ref map) ?? [];
        btf.ThrowIfClosedMeanwhile();
        return new BtfRewrite(BtfObject.CreateOwned(memory, btf.Base, written), ids, newExtension);
    }

    /// <summary>Copies everything except the records, to the same places as in the object.</summary>
    /// <returns>The place of the records.</returns>
    private static int CopyAllButTypes(BtfObject btf, Span<byte> data)
    {
        // An empty section may start past the end of the data.
        int length = btf.TypeWords.Length * sizeof(uint);
        int start = length == 0 ? data.Length : (int)btf.Header.TypeStart;
        btf.Data[..start].CopyTo(data);
        btf.Data[(start + length)..].CopyTo(data[(start + length)..]);
        return start;
    }

    /// <summary>Copies the records in their new order and maps their ids, in two halves at once if that is faster.</summary>
    private static void Reorder(BtfObject btf, WorkArray<int> oldIndexes, BtfMemory memory, int start, IdMap map, WrittenOffsets written)
    {
        int middle = oldIndexes.Length / 2;
        int middlePlace = 0;
        ReadOnlySpan<uint> offsets = btf.RecordOffsets;
        foreach (int index in oldIndexes.AsSpan(0, middle))
        {
            middlePlace += RecordWords.RangeOf(offsets, index, btf.TypeWords.Length).GetOffsetAndLength(btf.TypeWords.Length).Length;
        }

        TwoThreads.RunHalves(oldIndexes.Length, half =>
        {
            Span<uint> types = MemoryMarshal.Cast<byte, uint>(OwnMemory.ContentOf(memory).Slice(start, btf.TypeWords.Length * sizeof(uint)));
            if (half == 0)
            {
                Reorder(btf, oldIndexes.AsSpan(0, middle), types, 0, map, written.Span);
            }
            else
            {
                Reorder(btf, oldIndexes.Span[middle..], types, middlePlace, map, written.Span[middle..]);
            }
        });
        GC.KeepAlive(memory);
        GC.KeepAlive(btf);
    }

    /// <summary>Copies some records to consecutive places, and stores their offsets.</summary>
    private static void Reorder(BtfObject btf, ReadOnlySpan<int> oldIndexes, Span<uint> types, int start, IdMap map, Span<uint> newOffsets)
    {
        ReadOnlySpan<uint> words = btf.TypeWords;
        ReadOnlySpan<uint> offsets = btf.RecordOffsets;
        int place = start;
        for (int i = 0; i < oldIndexes.Length; i++)
        {
            ReadOnlySpan<uint> record = words[RecordWords.RangeOf(offsets, oldIndexes[i], words.Length)];
            Span<uint> moved = types.Slice(place, record.Length);
            record.CopyTo(moved);
            RecordWords.Map(btf, oldIndexes[i], moved, ref map);
            newOffsets[i] = (uint)place * sizeof(uint);
            place += record.Length;
        }

        if (btf.Header.IsSwapped)
        {
            Span<uint> written = types[start..place];
            BinaryPrimitives.ReverseEndianness(written, written);
        }
    }

    /// <summary>Maps ids, and does not change names.</summary>
    private struct IdMap(uint[] ids, uint stringEnd) : ICheckingWordMap
    {
        public bool IsWrong { get; private set; }

        public uint MapId(uint id)
        {
            if (id < (uint)ids.Length)
            {
                return ids[id];
            }

            IsWrong = true;
            return id;
        }

        public uint MapName(uint offset)
        {
            IsWrong |= offset >= stringEnd && offset != 0;
            return offset;
        }
    }
}

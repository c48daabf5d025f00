using Btf.Core.Equality;

namespace Btf.Core.Building;

/// <summary>Reads and finds all strings of an object at once, in two threads and in batches, so that the processor loads many slots at the same time.</summary>
internal sealed partial class NameStore
{
    private const int BatchLength = 32;

    // The least length of a name, on average, with which all strings of a base get room at once.
    private const int LeastUsualLength = 8;

    /// <summary>Finds which strings of another object are stored.</summary>
    /// <param name="source">The object.</param>
    /// <param name="places">The places of its strings.</param>
    /// <param name="offsets">By number of a string: its offset here, or 0 if that is unknown. Unchanged if the string is not stored.</param>
    /// <param name="hashes">By number of a string: receives the hash of each string that is not stored.</param>
    /// <returns>The number of strings whose offset is known then.</returns>
    public int FindAll(BtfObject source, StringPlaces places, WorkArray<uint> offsets, WorkArray<uint> hashes)
    {
        EnsureBaseIsRead();
        int[] found = new int[2];
        TwoThreads.RunHalves(places.Count, half => found[half] = FindHalf(source.Strings, places.Half(half), offsets, hashes));
        GC.KeepAlive(this);
        return found[0] + found[1];
    }

    private void EnsureBaseIsRead()
    {
        if (_base is not null && !_isBaseRead)
        {
            ReadBase();
        }
    }

    // The lowest base comes first, as in libbpf: a string that two bases have gets the offset of the lower one.
    private void ReadBase()
    {
        _isBaseRead = true;
        List<BtfObject> parts = [];
        for (BtfObject? part = _base; part is not null; part = part.Base)
        {
            parts.Insert(0, part);
        }

        foreach (BtfObject part in parts)
        {
            ReadStrings(part);
        }
    }

    private void ReadStrings(BtfObject part)
    {
        using WorkArena arena = StringPlaces.ArenaFor(part.Strings);
        var places = new StringPlaces(part.Strings, arena);
        if (places.Count > part.Strings.Length / LeastUsualLength)
        {
            AddEach(part, places);
            return;
        }

        WorkArray<uint> hashes = arena.Take<uint>(places.Count);
        TwoThreads.RunHalves(places.Count, half => Hash(part.Strings, places.Half(half), hashes));
        ReserveSlots(places.Count);
        List<BatchEntry>[] rest = [[], []];
        var added = new int[2];
        TwoThreads.RunHalves(places.Count, half => added[half] = AddHalf(part, places, hashes, half, rest[half]));
        _count += added[0] + added[1];
        foreach (BatchEntry entry in rest.SelectMany(entries => entries))
        {
            AddOne(part, entry);
        }

        GC.KeepAlive(part);
    }

    /// <summary>Adds the strings of a base one after the other: crafted ones may be very many, and nearly all equal.</summary>
    private void AddEach(BtfObject part, StringPlaces places)
    {
        foreach (int start in places)
        {
            AddOne(part, new BatchEntry(start, _hash.Of(TextAt(part.Strings, start))));
        }

        GC.KeepAlive(part);
    }

    private void AddOne(BtfObject part, BatchEntry entry)
    {
        int slot = Find(_slots.Span, TextAt(part.Strings, entry.Start), entry.Hash);
        if (_slots.Span[slot] == 0)
        {
            Put(slot, entry.Hash, part.FirstStringOffset + (uint)entry.Start);
        }
    }

    private void Hash(ReadOnlySpan<byte> strings, StringPlaces.Enumerator places, WorkArray<uint> hashes)
    {
        while (places.MoveNext())
        {
            hashes[places.Number] = _hash.Of(TextAt(strings, places.Current));
        }
    }

    /// <summary>Adds the strings of a base whose first slots are in one half of the table, which has room.</summary>
    /// <param name="part">The base.</param>
    /// <param name="places">The places of its strings.</param>
    /// <param name="hashes">Their hashes.</param>
    /// <param name="half">The half.</param>
    /// <param name="rest">Receives the strings that would get a slot in the other half.</param>
    /// <returns>The number of strings that were added.</returns>
    private int AddHalf(BtfObject part, StringPlaces places, WorkArray<uint> hashes, int half, List<BatchEntry> rest)
    {
        Span<ulong> slots = _slots.Span;
        Span<BatchEntry> batch = stackalloc BatchEntry[BatchLength];
        int added = 0;
        int count = 0;
        StringPlaces.Enumerator place = places.GetEnumerator();
        while (place.MoveNext())
        {
            uint hash = hashes[place.Number];
            if (hash >> 31 != half)
            {
                continue;
            }

            Cache.Prefetch(ref slots[FirstSlot(slots, hash)]);
            batch[count++] = new BatchEntry(place.Current, hash);
            if (count == batch.Length)
            {
                added += AddBatch(part, batch, half, rest);
                count = 0;
            }
        }

        return added + AddBatch(part, batch[..count], half, rest);
    }

    private int AddBatch(BtfObject part, ReadOnlySpan<BatchEntry> batch, int half, List<BatchEntry> rest)
    {
        Span<ulong> slots = _slots.Span;
        int start = half * slots.Length / 2;
        Span<ulong> own = slots.Slice(start, slots.Length / 2);
        int added = 0;
        foreach (BatchEntry entry in batch)
        {
            int slot = FirstSlot(slots, entry.Hash) - start;
            while (slot < own.Length && own[slot] != 0 && ((uint)(own[slot] >> 32) != entry.Hash || !Has((uint)own[slot], TextAt(part.Strings, entry.Start))))
            {
                slot++;
            }

            if (slot == own.Length)
            {
                rest.Add(entry);
            }
            else if (own[slot] == 0)
            {
                own[slot] = (ulong)entry.Hash << 32 | (part.FirstStringOffset + (uint)entry.Start);
                added++;
            }
        }

        return added;
    }

    private int FindHalf(ReadOnlySpan<byte> strings, StringPlaces.Enumerator places, WorkArray<uint> offsets, WorkArray<uint> hashes)
    {
        Span<ulong> slots = _slots.Span;
        Span<BatchEntry> batch = stackalloc BatchEntry[BatchLength];
        Span<int> numbers = stackalloc int[BatchLength];
        int known = 0;
        int count;
        do
        {
            count = 0;
            while (count < batch.Length && places.MoveNext())
            {
                if (offsets[places.Number] != 0)
                {
                    known++;
                    continue;
                }

                uint hash = _hash.Of(TextAt(strings, places.Current));
                Cache.Prefetch(ref slots[FirstSlot(slots, hash)]);
                hashes[places.Number] = hash;
                numbers[count] = places.Number;
                batch[count++] = new BatchEntry(places.Current, hash);
            }

            for (int i = 0; i < count; i++)
            {
                ulong found = slots[Find(slots, TextAt(strings, batch[i].Start), batch[i].Hash)];
                offsets[numbers[i]] = (uint)found;
                known += found != 0 ? 1 : 0;
            }
        }
        while (count == batch.Length);
        return known;
    }

    private readonly record struct BatchEntry(int Start, uint Hash);
}

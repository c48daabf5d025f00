using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Btf.Core.Equality;

namespace Btf.Core.Building;

/// <summary>The strings of an object that is being built. Each is stored once, in the order of arrival, and not at all if the base has it.</summary>
internal sealed class NameStore
{
    private const int FirstSlots = 64;
    private const int FirstBytes = 64;

    // A table below half a megabyte grows fourfold, so that fewer names are moved. A larger one doubles, to save memory.
    private const int SmallSlots = 1 << 16;

    // More than the memory that can be allocated at once.
    private const int MostSlots = 1 << 28;

    // The least length of a name, on average, with which all strings of a base get room at once.
    private const int LeastUsualLength = 8;

    private const int BatchLength = 32;

    // The usual length of a name in a kernel.
    private const int UsualLength = 16;

    private readonly BtfObject? _base;
    private readonly uint _first;
    private readonly NameHash _hash = NameHash.Draw();
    private readonly GrowingMemory<byte> _bytes = new();
    private int _length;

    // A slot holds the hash in its upper half and the offset in its lower one, which is never 0, because the empty string has no slot. The highest bit of a hash
    // chooses the half of the table, so that two threads can fill it.
    private GrowingMemory<ulong> _slots = new();
    private int _count;
    private bool _isBaseRead;

    /// <summary>Starts with the strings of a base; null for none.</summary>
    public NameStore(BtfObject? baseObject)
    {
        _base = baseObject;
        _slots.Grow(FirstSlots, 0);
        _first = baseObject?.NextStringOffset ?? 0;
        if (_first == 0)
        {
            // Room for the empty string. An object with a base uses the base's, if that has strings.
            _bytes.Grow(FirstBytes, 0);
            _length = 1;
        }
    }

    /// <summary>The offset that the next new string will have.</summary>
    public uint NextOffset => _first + (uint)_length;

    /// <summary>The stored strings, without the base's, each with its zero byte.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Span[.._length];

    /// <summary>Frees the strings at once. The collector does so later.</summary>
    public void Free()
    {
        _slots.Free();
        _bytes.Free();
        _length = 0;
    }

    /// <summary>Returns the offset of a string, and stores it if it is new. It must not contain a zero byte.</summary>
    /// <exception cref="InvalidOperationException">All strings together would be longer than 2^31 bytes.</exception>
    public uint Add(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        EnsureBaseIsRead();
        return Add(text, _hash.Of(text));
    }

    /// <summary>Does what <see cref="Add(ReadOnlySpan{byte})"/> does, for a string that is not empty and whose hash <see cref="FindAll"/> computed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Add(ReadOnlySpan<byte> text, uint hash)
    {
        Span<ulong> slots = _slots.Span;
        int slot = Find(slots, text, hash);
        uint offset = slots[slot] != 0 ? (uint)slots[slot] : Store(text, hash, slot);
        GC.KeepAlive(this);
        return offset;
    }

    /// <summary>Finds which strings of another object are stored.</summary>
    /// <param name="source">The object.</param>
    /// <param name="places">The places of its strings.</param>
    /// <param name="offsets">By number of a string: its offset here, or 0 if that is unknown. Unchanged if the string is not stored.</param>
    /// <param name="hashes">By number of a string: receives the hash of each string that is not stored.</param>
    /// <returns>The number of strings whose offset is known then.</returns>
    public int FindAll(BtfObject source, StringPlaces places, uint[] offsets, uint[] hashes)
    {
        EnsureBaseIsRead();
        int[] found = new int[2];
        TwoThreads.RunHalves(places.Count, half => found[half] = FindHalf(source.Strings, places.Half(half), offsets, hashes));
        GC.KeepAlive(this);
        return found[0] + found[1];
    }

    /// <summary>Tells the processor that a string with a hash from <see cref="FindAll"/> will be added soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prepare(uint hash)
    {
        Span<ulong> slots = _slots.Span;
        Cache.Prefetch(ref slots[FirstSlot(slots, hash)]);
    }

    /// <summary>Makes room for the strings of another object at once, if this store has fewer.</summary>
    /// <param name="bytes">The length of those strings.</param>
    public void Reserve(int bytes)
    {
        if (_length < bytes)
        {
            _bytes.Grow((int)Math.Min(Array.MaxLength, (long)_length + bytes), _length);
            ReserveSlots(bytes / UsualLength);
        }
    }

    private void ReserveSlots(int strings)
    {
        int slots = _slots.Length;
        while (!IsRoomFor(_count + strings, slots) && slots < MostSlots)
        {
            slots *= 2;
        }

        if (slots > _slots.Length)
        {
            Grow(slots);
        }
    }

    private static bool IsRoomFor(int strings, int slots) => strings <= slots / 8 * 5L;

    /// <summary>Returns the slot that holds a string, or the empty slot for it.</summary>
    private int Find(ReadOnlySpan<ulong> slots, ReadOnlySpan<byte> text, uint hash)
    {
        int slot = FirstSlot(slots, hash);
        while (slots[slot] is not 0 and ulong entry && ((uint)(entry >> 32) != hash || !Has((uint)entry, text)))
        {
            slot = NextSlot(slots, slot);
        }

        return slot;
    }

    private static int FirstSlot(ReadOnlySpan<ulong> slots, uint hash)
    {
        uint half = (uint)slots.Length / 2;
        return (int)((hash & (half - 1)) + (hash >> 31) * half);
    }

    private static int NextSlot(ReadOnlySpan<ulong> slots, int slot) => (slot + 1) & (slots.Length - 1);

    private bool Has(uint offset, ReadOnlySpan<byte> text)
    {
        if (offset < _first)
        {
            return _base!.IsString(offset, text);
        }

        ReadOnlySpan<byte> rest = _bytes.Span[(int)(offset - _first).._length];
        return rest.Length > text.Length && rest[text.Length] == 0 && rest.StartsWith(text);
    }

    private uint Store(ReadOnlySpan<byte> text, uint hash, int slot)
    {
        uint offset = Append(text);
        Put(slot, hash, offset);
        return offset;
    }

    /// <summary>Stores a string, whether or not it is stored already, and returns its offset. <see cref="Add(ReadOnlySpan{byte})"/> does not find it there.</summary>
    internal uint Append(ReadOnlySpan<byte> text)
    {
        long end = (long)_length + text.Length + 1;
        if (_first + end > int.MaxValue)
        {
            throw new InvalidOperationException($"All strings together would be longer than {int.MaxValue} bytes.");
        }

        if (end > _bytes.Length)
        {
            _bytes.Grow((int)Math.Min(Array.MaxLength, Math.Max(end, 2L * _bytes.Length)), _length);
        }

        uint offset = NextOffset;
        Span<byte> stored = _bytes.Span.Slice(_length, text.Length + 1);
        text.CopyTo(stored);
        stored[^1] = 0;
        _length = (int)end;
        return offset;
    }

    private void Put(int slot, uint hash, uint offset)
    {
        _slots.Span[slot] = (ulong)hash << 32 | offset;
        if (!IsRoomFor(++_count, _slots.Length))
        {
            Grow(_slots.Length * (_slots.Length < SmallSlots ? 4 : 2));
        }
    }

    private void Grow(int size)
    {
        var grown = new GrowingMemory<ulong>();
        grown.Grow(size, 0);
        Span<ulong> slots = grown.Span;
        foreach (ulong entry in _slots.Span)
        {
            if (entry != 0)
            {
                int slot = FirstSlot(slots, (uint)(entry >> 32));
                while (slots[slot] != 0)
                {
                    slot = NextSlot(slots, slot);
                }

                slots[slot] = entry;
            }
        }

        _slots.Free();
        _slots = grown;
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
        var places = new StringPlaces(part.Strings);
        if (places.Count > part.Strings.Length / LeastUsualLength)
        {
            AddEach(part, places);
            return;
        }

        uint[] hashes = GC.AllocateUninitializedArray<uint>(places.Count);
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

    private void Hash(ReadOnlySpan<byte> strings, StringPlaces.Enumerator places, uint[] hashes)
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
    private int AddHalf(BtfObject part, StringPlaces places, uint[] hashes, int half, List<BatchEntry> rest)
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

    private int FindHalf(ReadOnlySpan<byte> strings, StringPlaces.Enumerator places, uint[] offsets, uint[] hashes)
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

    /// <summary>Returns the string at a place in a section.</summary>
    public static ReadOnlySpan<byte> TextAt(ReadOnlySpan<byte> strings, int start)
    {
        ReadOnlySpan<byte> rest = strings[start..];
        return rest[..BtfStringTable.LengthOf(ref MemoryMarshal.GetReference(rest), rest.Length)];
    }

    private readonly record struct BatchEntry(int Start, uint Hash);
}

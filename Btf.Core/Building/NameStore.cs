using System.Numerics;

namespace Btf.Core.Building;

/// <summary>The strings of an object that is being built. Each is stored once, in the order of arrival, and not at all if the base has it.</summary>
internal sealed class NameStore
{
    private const int FirstSlots = 64;

    private const int BatchLength = 32;

    // The usual length of a name in a kernel.
    private const int UsualLength = 16;

    private readonly BtfObject? _base;
    private readonly uint _first;
    private readonly NameHash _hash = NameHash.Draw();
    private byte[] _bytes = [];
    private int _length;

    // The upper half holds the hash, the lower the offset. The offset is never 0, because the empty string has no slot.
    private ulong[] _slots = new ulong[FirstSlots];
    private int _count;
    private bool _isBaseRead;

    /// <summary>Starts with the strings of a base; null for none.</summary>
    public NameStore(BtfObject? baseObject)
    {
        _base = baseObject;
        _first = baseObject?.NextStringOffset ?? 0;
        if (_first == 0)
        {
            // Room for the empty string. An object with a base uses the base's, if that has strings.
            _bytes = new byte[FirstSlots];
            _length = 1;
        }
    }

    /// <summary>The offset that the next new string will have.</summary>
    public uint NextOffset => _first + (uint)_length;

    /// <summary>The stored strings, without the base's, each with its zero byte.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Returns the offset of a string, and stores it if it is new. It must not contain a zero byte.</summary>
    /// <exception cref="InvalidOperationException">All strings together would be longer than 2^31 bytes.</exception>
    public uint Add(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        EnsureBaseIsRead();
        uint hash = _hash.Of(text);
        int slot = Find(text, hash);
        return _slots[slot] != 0 ? (uint)_slots[slot] : Store(text, hash, slot);
    }

    /// <summary>Finds which strings of another object are stored.</summary>
    /// <param name="strings">The string section of the object.</param>
    /// <param name="offsets">For the start of each string in the section its offset here; unchanged if it is not stored.</param>
    public void FindAll(ReadOnlySpan<byte> strings, Span<uint> offsets)
    {
        EnsureBaseIsRead();
        Span<BatchEntry> batch = stackalloc BatchEntry[BatchLength];
        int next = 0;
        while (_count > 0 && FillBatch(strings, ref next, batch) is > 0 and int count)
        {
            foreach (BatchEntry entry in batch[..count])
            {
                ulong found = _slots[Find(strings.Slice(entry.Start, entry.Length), entry.Hash)];
                if (found != 0)
                {
                    offsets[entry.Start] = (uint)found;
                }
            }
        }
    }

    /// <summary>Makes room for the strings of another object at once, if this store has fewer.</summary>
    /// <param name="bytes">The length of those strings.</param>
    public void Reserve(int bytes)
    {
        if (_length < bytes)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, (long)_length + bytes));
            ReserveSlots((uint)bytes);
        }
    }

    private void ReserveSlots(uint bytes)
    {
        int slots = (int)BitOperations.RoundUpToPowerOf2(((uint)_count + bytes / UsualLength) * 2 + 1);
        if (slots > _slots.Length)
        {
            Grow(slots);
        }
    }

    /// <summary>Returns the slot that holds a string, or the empty slot for it.</summary>
    private int Find(ReadOnlySpan<byte> text, uint hash)
    {
        ulong[] slots = _slots;
        int mask = slots.Length - 1;
        int slot = (int)(hash & (uint)mask);
        while (slots[slot] is not 0 and ulong entry && ((uint)(entry >> 32) != hash || !Has((uint)entry, text)))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private bool Has(uint offset, ReadOnlySpan<byte> text)
    {
        if (offset < _first)
        {
            return _base!.IsString(offset, text);
        }

        ReadOnlySpan<byte> rest = _bytes.AsSpan((int)(offset - _first), _length - (int)(offset - _first));
        return rest.Length > text.Length && rest[text.Length] == 0 && rest.StartsWith(text);
    }

    private uint Store(ReadOnlySpan<byte> text, uint hash, int slot)
    {
        long end = (long)_length + text.Length + 1;
        if (_first + end > int.MaxValue)
        {
            throw new InvalidOperationException($"All strings together would be longer than {int.MaxValue} bytes.");
        }

        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(end, 2L * _bytes.Length)));
        }

        uint offset = NextOffset;
        text.CopyTo(_bytes.AsSpan(_length));
        _bytes[end - 1] = 0;
        _length = (int)end;
        Put(slot, hash, offset);
        return offset;
    }

    private void Put(int slot, uint hash, uint offset)
    {
        _slots[slot] = (ulong)hash << 32 | offset;
        if (++_count * 2 > _slots.Length)
        {
            Grow(_slots.Length * 2);
        }
    }

    private void Grow(int size)
    {
        ulong[] old = _slots;
        _slots = new ulong[size];
        int mask = size - 1;
        foreach (ulong entry in old)
        {
            if (entry != 0)
            {
                int slot = (int)((uint)(entry >> 32) & (uint)mask);
                while (_slots[slot] != 0)
                {
                    slot = (slot + 1) & mask;
                }

                _slots[slot] = entry;
            }
        }
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

        ReserveSlots(_first);
        foreach (BtfObject part in parts)
        {
            ReadStrings(part);
        }
    }

    private void ReadStrings(BtfObject part)
    {
        Span<BatchEntry> batch = stackalloc BatchEntry[BatchLength];
        ReadOnlySpan<byte> strings = part.Strings;
        int next = 0;
        while (FillBatch(strings, ref next, batch) is > 0 and int count)
        {
            foreach (BatchEntry entry in batch[..count])
            {
                int slot = Find(strings.Slice(entry.Start, entry.Length), entry.Hash);
                if (_slots[slot] == 0)
                {
                    Put(slot, entry.Hash, part.FirstStringOffset + (uint)entry.Start);
                }
            }
        }

        GC.KeepAlive(part);
    }

    /// <summary>Hashes the next strings, and starts to load their slots, so that the processor waits for all of them at once.</summary>
    private int FillBatch(ReadOnlySpan<byte> strings, ref int next, Span<BatchEntry> batch)
    {
        ulong[] slots = _slots;
        int count = 0;
        while (count < batch.Length && next < strings.Length)
        {
            int length = strings[next..].IndexOf((byte)0);
            length = length < 0 ? strings.Length - next : length;
            if (length != 0)
            {
                uint hash = _hash.Of(strings.Slice(next, length));
                Cache.Prefetch(ref slots[(int)(hash & (uint)(slots.Length - 1))]);
                batch[count++] = new BatchEntry(next, length, hash);
            }

            next += length + 1;
        }

        return count;
    }

    private readonly record struct BatchEntry(int Start, int Length, uint Hash);
}

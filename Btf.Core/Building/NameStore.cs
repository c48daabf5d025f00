using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Btf.Core.Equality;

namespace Btf.Core.Building;

/// <summary>The strings of an object that is being built. Each is stored once, in the order of arrival, and not at all if the base has it.</summary>
internal sealed partial class NameStore
{
    private const int FirstSlots = 64;
    private const int FirstBytes = 64;

    // A table below half a megabyte grows fourfold, so that fewer names are moved. A larger one doubles, to save memory.
    private const int SmallSlots = 1 << 16;

    // More than the memory that can be allocated at once.
    private const int MostSlots = 1 << 28;

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

    /// <summary>Returns the string at a place in a section.</summary>
    public static ReadOnlySpan<byte> TextAt(ReadOnlySpan<byte> strings, int start)
    {
        ReadOnlySpan<byte> rest = strings[start..];
        return rest[..BtfStringTable.LengthOf(ref MemoryMarshal.GetReference(rest), rest.Length)];
    }
}

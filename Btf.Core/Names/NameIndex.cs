using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Btf.Core;

/// <summary>The index from names to one object's own types. Immutable once built; at most 8 bytes a named type.</summary>
/// <remarks>
/// <para>
/// A table with a slot for each different name. A slot holds, in its low bits, the number of the only type that has the name, counted from 1 among the
/// object's own; or, with <see cref="_shared"/> set, where the types that have it begin in a list. Its high bits, the tag, are as much of the name's
/// hash as there is room for. An empty slot is 0.
/// </para>
/// <para>
/// Slots lie in groups of eight, half full, each in one line of the processor's cache. A name's hash says where its group is, and all eight are compared
/// at once: the position in the group is as good as random, and a branch for each slot would cost more than the rest of the look-up. A name that has no
/// room in its group goes to the next one.
/// </para>
/// <para>
/// The hash is seeded, so that hostile names spread as well as others, and types that share a name take one slot however many there are.
/// </para>
/// </remarks>
internal sealed unsafe class NameIndex
{
    /// <summary>What <see cref="Probe"/> answers where there is no such name.</summary>
    public const uint None = uint.MaxValue;

    private const int GroupLength = 8;
    private const int GroupBytes = GroupLength * sizeof(uint);

    // Of 64 slots for 32 names, two make room for the list of shared names.
    private const int SlotsForNames = 62;
    private const int Names = 32;

    // The last type of a list.
    private const uint Last = 1u << 31;

    // No object has so many types.
    private const uint Unknown = uint.MaxValue - 1;

    private readonly BtfMemory _memory;
    private readonly uint* _slots;
    private readonly uint[] _list;
    private readonly uint _groups;
    private readonly NameHash _hash;
    private readonly Vector256<uint> _tagMask;
    private readonly uint _shared;
    private readonly int _valueBits;

    private NameIndex(BtfObject owner, in NameHash hash, ReadOnlySpan<uint> hashes, long slots)
    {
        int numberBits = BitOperations.Log2((uint)hashes.Length + 1) + 1;
        _hash = hash;
        _shared = 1u << numberBits;
        _valueBits = numberBits + 1;
        _tagMask = Vector256.Create(~0u << _valueBits);

        // One more than there must be: a search ends where a group has room.
        _groups = (uint)(slots / GroupLength) + 1;

        // Off the managed heap, where large arrays make the collector walk over everything for every few of them; and so that a group lies at a
        // multiple of its size. In bounds: what is skipped for that is less than the group that is allocated in addition.
        _memory = OwnMemory.Allocate(checked((int)(_groups + 1) * GroupBytes));
        _slots = (uint*)((nuint)(_memory.Start + GroupBytes - 1) & ~(nuint)(GroupBytes - 1));
        _list = MakeList(Insert(owner, hashes));
    }

    /// <summary>The bytes that the index keeps.</summary>
    public long KeptBytes => _memory.Length + (sizeof(uint) * (long)_list.Length);

    private long SlotCount => (long)_groups * GroupLength;

    /// <summary>Gives the table's memory back. A look-up under way finds nothing, or a type that it compares.</summary>
    public void Close() => _memory.Close();

    /// <summary>Walks an object's own types once. A name that cannot be read is left out: it can be found by no name.</summary>
    public static NameIndex Build(BtfObject btf)
    {
        // Off the managed heap, and gone after the build: a hash for each type.
        int count = btf.TypeCount;
        void* scratch = NativeHeap.Allocate(Math.Max(1, count), sizeof(uint));
        try
        {
            NameHash hash = NameHash.Draw();
            var hashes = new Span<uint>(scratch, count);
            long named = btf.HashNames(hash, hashes);
            var index = new NameIndex(btf, hash, hashes, named * SlotsForNames / Names);

            // Where many types share names there are fewer names, and the list takes the slots that this leaves free.
            long left = 2 * named - index._list.Length;
            if (index.SlotCount <= left || index._groups == 1)
            {
                return index;
            }

            index._memory.Dispose();
            return new NameIndex(btf, hash, hashes, left);
        }
        finally
        {
            NativeHeap.Free(scratch, Math.Max(1, count), sizeof(uint));
        }
    }

    /// <summary>The number, from 1, of the only type that may have a name; <see cref="None"/> where there is none.</summary>
    /// <returns>Anything that is larger than a type's number, and is not <see cref="None"/>, where <see cref="TryFind"/> has to find out.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Probe(ReadOnlySpan<byte> name)
    {
        uint hash = _hash.OddOf(name);
        uint tag = Tag(hash);
        ref uint group = ref GroupAt(GroupIndex(hash));
        uint equal = EqualTags(ref group, tag);
        uint answer = equal != 0 ? Unsafe.Add(ref group, BitOperations.TrailingZeroCount(equal)) ^ tag
            : IsFull(ref group) ? Unknown
            : None;
        GC.KeepAlive(this);
        return answer;
    }

    /// <summary>The first type of a name.</summary>
    /// <param name="owner">The object that the index is of.</param>
    /// <param name="name">The name; not empty.</param>
    /// <param name="type">The type.</param>
    /// <param name="position">Where the name's next types are in the list; 0 where there is none.</param>
    public bool TryFind(BtfObject owner, ReadOnlySpan<byte> name, out BtfType type, out int position)
    {
        owner.ThrowIfDisposed();
        uint hash = _hash.OddOf(name);
        uint tag = Tag(hash);
        for (uint at = GroupIndex(hash); ; at = Next(at))
        {
            ref uint group = ref GroupAt(at);
            for (uint equal = EqualTags(ref group, tag); equal != 0; equal &= equal - 1)
            {
                uint value = Unsafe.Add(ref group, BitOperations.TrailingZeroCount(equal)) ^ tag;
                position = (value & _shared) == 0 ? 0 : (int)(value ^ _shared);
                if (position == 0 ? owner.TryGetNamed(value - 1, name, out type) : TryFindNext(owner, name, ref position, out type))
                {
                    return true;
                }
            }

            bool goesOn = IsFull(ref group);
            GC.KeepAlive(this);
            if (!goesOn)
            {
                type = default;
                position = 0;
                return false;
            }
        }
    }

    /// <summary>The type of a name after another one.</summary>
    /// <param name="owner">The object that the index is of.</param>
    /// <param name="name">The name; not empty.</param>
    /// <param name="position">The place in the list, not 0; afterwards, the one after the answer's, or 0.</param>
    /// <param name="type">The type.</param>
    public bool TryFindNext(BtfObject owner, ReadOnlySpan<byte> name, ref int position, out BtfType type)
    {
        while (position != 0)
        {
            uint entry = _list[position];
            position = (entry & Last) == 0 ? position + 1 : 0;
            if (owner.TryGetNamed(entry & ~Last, name, out type))
            {
                return true;
            }
        }

        type = default;
        return false;
    }

    /// <summary>How many groups of slots a look-up of a name reads, and how many slots in them look like the name's.</summary>
    internal int CountGroups(ReadOnlySpan<byte> name, out int candidates)
    {
        uint hash = _hash.OddOf(name);
        candidates = 0;
        int count = 0;
        for (uint at = GroupIndex(hash); ; at = Next(at))
        {
            count++;
            candidates += BitOperations.PopCount(EqualTags(ref GroupAt(at), Tag(hash)));
            if (!IsFull(ref GroupAt(at)))
            {
                GC.KeepAlive(this);
                return count;
            }
        }
    }

    /// <summary>Gives each different name a slot. Returns the types whose name has one already: the slot above, and below the place among the object's types.</summary>
    private List<ulong> Insert(BtfObject owner, ReadOnlySpan<uint> hashes)
    {
        var others = new List<ulong>();
        ref uint slots = ref GroupAt(0);
        Vector256<uint> tagMask = _tagMask;
        uint groups = _groups;
        int valueBits = _valueBits;
        for (int place = 0; place < hashes.Length; place++)
        {
            uint hash = hashes[place];
            if (hash == 0)
            {
                continue;
            }

            // The common case: the group has room, and no name that may be the same. In bounds, as in GroupAt.
            ref uint group = ref Unsafe.Add(ref slots, (nint)((ulong)hash * groups >> 32) * GroupLength);
            uint tag = hash << valueBits;
            var eight = Vector256.LoadUnsafe(ref group);
            uint free = Vector256.Equals(eight, Vector256<uint>.Zero).ExtractMostSignificantBits();
            if (free != 0 && !Vector256.EqualsAny((eight ^ Vector256.Create(tag)) & tagMask, Vector256<uint>.Zero))
            {
                Unsafe.Add(ref group, BitOperations.TrailingZeroCount(free)) = tag | ((uint)place + 1);
            }
            else if (FindOther(owner, hash, (uint)place) is { } slot)
            {
                others.Add((ulong)slot << 32 | (uint)place);
            }
        }

        return others;
    }

    /// <summary>The slot of a type's name, where another type has it; else the type is given one.</summary>
    private uint? FindOther(BtfObject owner, uint hash, uint place)
    {
        uint tag = Tag(hash);
        for (uint at = GroupIndex(hash); ; at = Next(at))
        {
            ref uint group = ref GroupAt(at);
            for (uint equal = EqualTags(ref group, tag); equal != 0; equal &= equal - 1)
            {
                int index = BitOperations.TrailingZeroCount(equal);
                if (owner.HaveSameName((Unsafe.Add(ref group, index) ^ tag) - 1, place))
                {
                    return (at * GroupLength) + (uint)index;
                }
            }

            if (!IsFull(ref group))
            {
                uint free = Vector256.Equals(Vector256.LoadUnsafe(ref group), Vector256<uint>.Zero).ExtractMostSignificantBits();
                Unsafe.Add(ref group, BitOperations.TrailingZeroCount(free)) = tag | (place + 1);
                return null;
            }
        }
    }

    /// <summary>Lists the types that share a name, each name's in the order of their ids.</summary>
    private uint[] MakeList(List<ulong> others)
    {
        // The first place is not used, so that 0 can stand for no list.
        var list = new List<uint> { 0 };
        others.Sort();
        for (int i = 0; i < others.Count;)
        {
            uint slot = (uint)(others[i] >> 32);
            ref uint entry = ref Unsafe.Add(ref GroupAt(slot / GroupLength), slot % GroupLength);
            uint tag = entry & _tagMask[0];
            uint begin = (uint)list.Count;
            list.Add((entry ^ tag) - 1);
            for (; i < others.Count && (uint)(others[i] >> 32) == slot; i++)
            {
                list.Add((uint)others[i]);
            }

            list[^1] |= Last;
            entry = tag | _shared | begin;
        }

        return list.Count == 1 ? [] : [.. list];
    }

    /// <summary>Which of a group's slots have a tag: a bit each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint EqualTags(ref uint group, uint tag) =>
        Vector256.Equals((Vector256.LoadUnsafe(ref group) ^ Vector256.Create(tag)) & _tagMask, Vector256<uint>.Zero).ExtractMostSignificantBits();

    // Slots are filled from the first on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFull(ref uint group) => Unsafe.Add(ref group, GroupLength - 1) != 0;

    // In bounds: each index is less than the number of groups. The memory lives as long as this index, which whoever reads it keeps alive.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref uint GroupAt(uint index) => ref _slots[(nuint)index * GroupLength];

    // Less than the number of groups, because it is the upper half of a product with that.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint GroupIndex(uint hash) => (uint)((ulong)hash * _groups >> 32);

    private uint Next(uint group) => group + 1 == _groups ? 0 : group + 1;

    // Not 0, which is an empty slot's: the hash is odd.
    private uint Tag(uint hash) => hash << _valueBits;
}

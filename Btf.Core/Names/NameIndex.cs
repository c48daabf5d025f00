using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Btf.Core;

/// <summary>The index from names to one object's own types. It never changes once it is built; it takes at most 8 bytes per named type.</summary>
/// <remarks>
/// <para>
/// The index is a table with a slot for each different name. If one type has the name, the slot's low bits hold its number, counted from 1 among the object's
/// own types. If several have it, <see cref="_shared"/> is set, and the low bits hold the start of their list. The high bits, the tag, hold as much of the
/// name's hash as there is room for. An empty slot is 0.
/// </para>
/// <para>
/// Slots lie in groups of eight, half full, each in one cache line. The name's hash selects the group, and all eight slots are compared at once: the position
/// in the group is as good as random, and a branch for each slot would cost more than the rest of the look-up. If a group is full, the name goes to the next
/// one.
/// </para>
/// <para>
/// The hash is seeded, so hostile names spread as well as others. Types with the same name take one slot, however many there are.
/// </para>
/// </remarks>
internal sealed unsafe class NameIndex
{
    private const int GroupLength = 8;
    private const int GroupBytes = GroupLength * sizeof(uint);

    // Of 64 slots for 32 names, two are left out to make room for the list of shared names.
    private const int SlotsForNames = 62;
    private const int Names = 32;

    // Marks the last type of a list.
    private const uint Last = 1u << 31;

    // Larger than the number of types of any object.
    private const uint Unknown = uint.MaxValue;

    private readonly BtfMemory _memory;
    private readonly uint* _slots;
    private readonly uint[] _list;
    private readonly uint _groups;
    private readonly NameHash _hash;
    private readonly Vector256<uint> _tagMask;
    private readonly uint _shared;
    private readonly int _valueBits;

    private NameIndex(RecordNames names, in NameHash hash, ReadOnlySpan<uint> hashes, long slots)
    {
        int numberBits = BitOperations.Log2((uint)hashes.Length + 1) + 1;
        _hash = hash;
        _shared = 1u << numberBits;
        _valueBits = numberBits + 1;
        _tagMask = Vector256.Create(~0u << _valueBits);

        // One group more than needed: a search ends at a group with room.
        _groups = (uint)(slots / GroupLength) + 1;

        // Not on the managed heap: there, every few large arrays make the collector walk over everything. And each group must start at a multiple of
        // its size. In bounds: the bytes skipped for that are fewer than the extra group.
        _memory = OwnMemory.Allocate(checked((int)(_groups + 1) * GroupBytes));
        _slots = (uint*)((nuint)(_memory.Start + GroupBytes - 1) & ~(nuint)(GroupBytes - 1));
        _list = MakeList(Insert(names, hashes));
    }

    /// <summary>The number of bytes that the index keeps.</summary>
    public long KeptBytes => _memory.Length + (sizeof(uint) * (long)_list.Length);

    private long SlotCount => (long)_groups * GroupLength;

    /// <summary>Frees the table's memory. A look-up that has begun finds nothing, or a type whose name it then compares.</summary>
    public void Close() => _memory.Close();

    /// <summary>Builds the index in one walk over an object's own records. Unreadable names are left out: no look-up can find them.</summary>
    public static NameIndex Build(RecordNames names)
    {
        // One hash per type, not on the managed heap, freed after the build.
        int count = names.Count;
        void* scratch = NativeHeap.Allocate(Math.Max(1, count), sizeof(uint));
        try
        {
            NameHash hash = NameHash.Draw();
            var hashes = new Span<uint>(scratch, count);
            long named = names.Hash(hash, hashes);
            var index = new NameIndex(names, hash, hashes, named * SlotsForNames / Names);

            // If many types share names, there are fewer names, and the list takes the slots that are not needed.
            long left = 2 * named - index._list.Length;
            if (index.SlotCount <= left || index._groups == 1)
            {
                return index;
            }

            index._memory.Dispose();
            return new NameIndex(names, hash, hashes, left);
        }
        finally
        {
            NativeHeap.Free(scratch, Math.Max(1, count), sizeof(uint));
        }
    }

    /// <summary>Returns whether a type may have a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="number">
    /// If so, the number, from 1, of the only type that may have it. A value larger than every type's number means that <see cref="TryFind"/> must decide.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayHave(ReadOnlySpan<byte> name, out uint number)
    {
        uint hash = _hash.OddOf(name);
        uint tag = Tag(hash);
        ref uint group = ref GroupAt(GroupIndex(hash));
        uint equal = EqualTags(ref group, tag);
        bool mayHave = true;
        number = Unknown;
        if (equal != 0)
        {
            number = Unsafe.Add(ref group, BitOperations.TrailingZeroCount(equal)) ^ tag;
        }
        else if (!IsFull(ref group))
        {
            mayHave = false;
        }

        GC.KeepAlive(this);
        return mayHave;
    }

    /// <summary>Finds the first type with a name.</summary>
    /// <param name="owner">The object of the index.</param>
    /// <param name="name">The name; not empty.</param>
    /// <param name="type">The type.</param>
    /// <param name="position">The place of the next type with the name in the list; 0 if there is none.</param>
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

    /// <summary>Finds the next type with a name.</summary>
    /// <param name="owner">The object of the index.</param>
    /// <param name="name">The name; not empty.</param>
    /// <param name="position">The place in the list, not 0. Receives the place after the found type, or 0.</param>
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

    /// <summary>
    /// Gives each different name a slot. Returns the further types with a name that already has a slot: the slot in the upper half, the type's place in the
    /// lower half.
    /// </summary>
    private List<ulong> Insert(RecordNames names, ReadOnlySpan<uint> hashes)
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

            // The usual case: the group has room, and no name that may be the same. In bounds, as in GroupAt.
            ref uint group = ref Unsafe.Add(ref slots, (nint)((ulong)hash * groups >> 32) * GroupLength);
            uint tag = hash << valueBits;
            var eight = Vector256.LoadUnsafe(ref group);
            uint free = Vector256.Equals(eight, Vector256<uint>.Zero).ExtractMostSignificantBits();
            if (free != 0 && !Vector256.EqualsAny((eight ^ Vector256.Create(tag)) & tagMask, Vector256<uint>.Zero))
            {
                Unsafe.Add(ref group, BitOperations.TrailingZeroCount(free)) = tag | ((uint)place + 1);
            }
            else if (FindOther(names, hash, (uint)place) is { } slot)
            {
                others.Add((ulong)slot << 32 | (uint)place);
            }
        }

        return others;
    }

    /// <summary>Returns the slot of a type's name if another type has the name too; otherwise gives the type a slot.</summary>
    private uint? FindOther(RecordNames names, uint hash, uint place)
    {
        uint tag = Tag(hash);
        for (uint at = GroupIndex(hash); ; at = Next(at))
        {
            ref uint group = ref GroupAt(at);
            for (uint equal = EqualTags(ref group, tag); equal != 0; equal &= equal - 1)
            {
                int index = BitOperations.TrailingZeroCount(equal);
                if (names.AreEqual((Unsafe.Add(ref group, index) ^ tag) - 1, place))
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

    /// <summary>Lists the types that share a name, those of each name by ascending id.</summary>
    private uint[] MakeList(List<ulong> others)
    {
        // The first place is unused, so that 0 can mean no list.
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

    /// <summary>Returns one bit per slot of a group: whether the slot has a tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint EqualTags(ref uint group, uint tag) =>
        Vector256.Equals((Vector256.LoadUnsafe(ref group) ^ Vector256.Create(tag)) & _tagMask, Vector256<uint>.Zero).ExtractMostSignificantBits();

    // Slots are filled from the first one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFull(ref uint group) => Unsafe.Add(ref group, GroupLength - 1) != 0;

    // In bounds: each index is less than the number of groups. The memory lives as long as this index, which every reader keeps alive.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref uint GroupAt(uint index) => ref _slots[(nuint)index * GroupLength];

    // Less than the number of groups: it is the upper half of a product with that number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint GroupIndex(uint hash) => (uint)((ulong)hash * _groups >> 32);

    private uint Next(uint group) => group + 1 == _groups ? 0 : group + 1;

    // Never 0, which means an empty slot: the hash is odd.
    private uint Tag(uint hash) => hash << _valueBits;
}

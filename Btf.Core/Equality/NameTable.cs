using System.Numerics;

namespace Btf.Core.Equality;

/// <summary>A hash table that finds equal names while names are numbered. It takes the names in one half of the hashes.</summary>
internal sealed class NameTable
{
    /// <summary>The bit of a hash that tells which half it is in. It does not choose a slot.</summary>
    public const uint HalfBit = 1u << 31;

    private const int BatchLength = 32;

    private readonly NameNumbers _names;

    // The upper half of an entry is the name's hash, the lower half its number plus 1.
    private readonly WorkArray<ulong> _slots;

    // Names to look up together, so that the processor loads many slots and texts at once.
    private readonly Waiting[] _waiting = new Waiting[BatchLength];
    private int _count;
    private long _compareBudget;

    /// <summary>Makes an empty table.</summary>
    /// <param name="names">The names, whose texts are compared.</param>
    /// <param name="count">The most names that are looked up.</param>
    /// <param name="stringBytes">The length of all strings, which limits how much the table compares.</param>
    /// <param name="scratch">The memory of the table.</param>
    public NameTable(NameNumbers names, int count, uint stringBytes, WorkArena scratch)
    {
        _names = names;
        _slots = scratch.Take<ulong>((int)BitOperations.RoundUpToPowerOf2((uint)count * 2 + 2));
        _compareBudget = 8L * stringBytes + (1 << 19);
    }

    public bool IsFull => _count == BatchLength;

    /// <summary>Adds a name to the batch.</summary>
    public void Add(in Waiting name) => _waiting[_count++] = name;

    /// <summary>Looks up the names of the batch and empties it.</summary>
    /// <param name="strings">The strings that contain the names.</param>
    /// <param name="canonical">Takes the number of the first equal name, by number.</param>
    public void Intern(ReadOnlySpan<byte> strings, Span<int> canonical)
    {
        ReadOnlySpan<Waiting> all = _waiting.AsSpan(0, _count);
        foreach (ref readonly Waiting name in all)
        {
            Cache.Prefetch(ref _slots[(int)(name.Hash & (uint)(_slots.Length - 1))]);
        }

        foreach (ref readonly Waiting name in all)
        {
            ulong known = _slots[(int)(name.Hash & (uint)(_slots.Length - 1))];
            if (known >> 32 == name.Hash && known != 0)
            {
                _names.LoadText((int)(uint)known - 1);
            }
        }

        foreach (ref readonly Waiting name in all)
        {
            canonical[name.Number] = Intern(strings.Slice(name.Start, name.Length), name.Hash, name.Number);
        }

        _count = 0;
    }

    private int Intern(ReadOnlySpan<byte> text, uint hash, int number)
    {
        int mask = _slots.Length - 1;
        int slot = (int)(hash & (uint)mask);
        while (_slots[slot] is not 0 and ulong known && _compareBudget >= 0)
        {
            if (known >> 32 == hash)
            {
                int other = (int)(uint)known - 1;
                _compareBudget -= text.Length;
                if (_names.IsText(other, text))
                {
                    return other;
                }
            }

            slot = (slot + 1) & mask;
        }

        // When the budget is spent, the name gets no slot and is never found again.
        if (_slots[slot] == 0)
        {
            _slots[slot] = (ulong)hash << 32 | ((uint)number + 1);
        }

        return number;
    }

    /// <summary>A name in the batch: its number, its place in its object's strings, and its hash.</summary>
    public readonly record struct Waiting(int Number, int Start, int Length, uint Hash);
}

using Btf.Core;

namespace Btf.Cli;

/// <summary>An order of a structure's members that leaves fewer holes.</summary>
internal sealed class PackedOrder
{
    // Crafted data can have very many members. Any choice among them gives a valid order.
    private const int MostTried = 1000;

    private readonly List<PackedMember> _units;
    private readonly List<PackedMember> _placed;
    private readonly bool[] _isPlaced;
    private readonly int[] _bySize;
    private long _end;

    private PackedOrder(List<PackedMember> units)
    {
        _units = units;
        _placed = new List<PackedMember>(units.Count);
        _isPlaced = new bool[units.Count];
        _bySize = new int[units.Count];
        for (int i = 0; i < _bySize.Length; i++)
        {
            _bySize[i] = i;
        }

        // If two members fill a hole equally well, the larger one is better, else the one that is declared first.
        Array.Sort(_bySize, (left, right) => units[left].Size != units[right].Size ? units[left].Size.CompareTo(units[right].Size) : right.CompareTo(left));
    }

    /// <summary>The structure's size in the new order.</summary>
    public long Size { get; private set; }

    /// <summary>The members in the new order.</summary>
    public IReadOnlyList<PackedMember> Members => _placed;

    /// <summary>Returns the number of bytes that an order of members saves; 0 if no tried order is smaller, and for a union.</summary>
    public static long SavedBytes(BtfComposite composite)
    {
        if (composite.IsUnion)
        {
            return 0;
        }

        PackedUnits units = PackedUnits.Of(composite);
        return units.LeastSize >= composite.Size ? 0 : Math.Max(0, composite.Size - Of(composite, units, null).Size);
    }

    /// <summary>
    /// Tries two orders, and returns the one that makes the structure smaller: later members fill the holes that they fit into, or members are sorted by
    /// alignment.
    /// </summary>
    /// <param name="composite">The structure.</param>
    /// <param name="hot">Names of the members to put first, so that they share cache lines.</param>
    public static PackedOrder Of(BtfComposite composite, IReadOnlyCollection<string>? hot = null) => Of(composite, PackedUnits.Of(composite), hot);

    private static PackedOrder Of(BtfComposite composite, PackedUnits units, IReadOnlyCollection<string>? hot)
    {
        // A flexible array has to stay the last member.
        List<PackedMember> all = units.All;
        int tail = all is [.., { Size: 0 }] ? 1 : 0;
        int[] first = hot is null ? [] : [.. Enumerable.Range(0, all.Count - tail).Where(i => IsHot(composite, all[i], hot))];
        int[] declared = [.. first, .. Enumerable.Range(0, all.Count - tail).Except(first)];
        int[] sorted = [.. first, .. declared.Skip(first.Length).OrderByDescending(i => all[i].Alignment).ThenByDescending(i => all[i].Size)];
        PackedOrder filled = Fill(all, declared, tail, units.Alignment);
        PackedOrder ordered = Fill(all, sorted, tail, units.Alignment);
        return filled.Size <= ordered.Size ? filled : ordered;
    }

    private static bool IsHot(BtfComposite composite, PackedMember unit, IReadOnlyCollection<string> hot)
    {
        for (int i = unit.First; i < unit.First + unit.Count; i++)
        {
            if (hot.Contains(composite.Members[i].Name.ToString()))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Places members one after another. If a member would leave a hole before it, first places members that fit into the hole.</summary>
    private static PackedOrder Fill(List<PackedMember> all, int[] order, int tail, long alignment)
    {
        PackedOrder result = new(all);
        foreach (int next in order)
        {
            if (!result._isPlaced[next])
            {
                result._isPlaced[next] = true;
                result.FillHole(PackedUnits.Align(result._end, all[next].Alignment), all.Count - tail);
                result.Place(next);
            }
        }

        for (int i = all.Count - tail; i < all.Count; i++)
        {
            result.Place(i);
        }

        result.Size = PackedUnits.Align(result._end, alignment);
        return result;
    }

    /// <summary>Fills the bytes before an offset with members that fit, first with those that leave the fewest bytes unused.</summary>
    private void FillHole(long until, int count)
    {
        while (_end < until)
        {
            int best = -1;
            long least = long.MaxValue;
            int last = LastThatFits(until - _end);
            for (int i = last; i >= 0 && i > last - MostTried && least > 0; i--)
            {
                int candidate = _bySize[i];
                PackedMember unit = _units[candidate];
                long start = PackedUnits.Align(_end, unit.Alignment);
                if (!_isPlaced[candidate] && candidate < count && unit.Size > 0 && start + unit.Size <= until && start - _end < least)
                {
                    best = candidate;
                    least = start - _end;
                }
            }

            if (best < 0)
            {
                break;
            }

            _isPlaced[best] = true;
            Place(best);
        }
    }

    /// <summary>Returns the index, in the order of sizes, of the last member with at most a number of bytes; -1 if all are larger.</summary>
    private int LastThatFits(long size)
    {
        int low = 0;
        int high = _bySize.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _units[_bySize[middle]].Size <= size ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private void Place(int index)
    {
        PackedMember unit = _units[index];
        long start = PackedUnits.Align(_end, unit.Alignment);
        _placed.Add(unit with { Offset = start });
        _end = start + unit.Size;
    }
}

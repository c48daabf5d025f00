using Btf.Core;

namespace Btf.Cli;

/// <summary>An order of a structure's members that leaves fewer holes.</summary>
internal sealed class PackedOrder
{
    private const long MostAlignment = 4096;

    private PackedOrder(long size, IReadOnlyList<PackedMember> members)
    {
        Size = size;
        Members = members;
    }

    /// <summary>The structure's size in the new order.</summary>
    public long Size { get; }

    public IReadOnlyList<PackedMember> Members { get; }

    /// <summary>Returns the order in which the structure is smallest, of those that are tried: each hole is filled by a later member that fits, or the members stand by alignment.</summary>
    /// <param name="composite">The structure.</param>
    /// <param name="hot">Names of members that come first, to share cache lines.</param>
    public static PackedOrder Of(BtfComposite composite, IReadOnlyCollection<string>? hot = null)
    {
        _ = composite.AsType().TryGetAlignment(out uint alignment);
        List<PackedMember> all = Units(composite, Math.Max(alignment, 1));

        // BTF does not tell of attributes: what is further apart than it had to be was aligned by one.
        long whole = Forced(all.Count == 0 ? 0 : all.Max(unit => unit.OldOffset + unit.Size), Math.Max(alignment, 1), composite.Size);
        whole = all.Aggregate(whole, (most, unit) => Math.Max(most, unit.Alignment));

        // A flexible array has to stay the last member.
        List<PackedMember> tail = all is [.., { Size: 0 } flexible] ? [flexible] : [];
        IEnumerable<PackedMember> rest = all.SkipLast(tail.Count);
        List<PackedMember> first = [.. rest.Where(unit => hot is not null && unit.Members.Any(member => hot.Contains(member.Name.ToString())))];
        List<PackedMember> others = [.. rest.Except(first)];
        PackedOrder filled = Fill(first, others, tail, whole);
        PackedOrder sorted = Fill(first, [.. others.OrderByDescending(unit => unit.Alignment).ThenByDescending(unit => unit.Size)], tail, whole);
        return filled.Size <= sorted.Size ? filled : sorted;
    }

    /// <summary>Puts the members that must come first, then the others, with those that fit into a hole moved there.</summary>
    private static PackedOrder Fill(List<PackedMember> first, List<PackedMember> others, List<PackedMember> tail, long alignment)
    {
        List<PackedMember> placed = [];
        long end = 0;
        LinkedList<PackedMember> rest = new(others);
        foreach (PackedMember unit in first)
        {
            end = FillHole(rest, placed, end, Align(end, unit.Alignment));
            end = Place(placed, unit, end);
        }

        while (rest.First is { } next)
        {
            rest.RemoveFirst();
            end = FillHole(rest, placed, end, Align(end, next.Value.Alignment));
            end = Place(placed, next.Value, end);
        }

        foreach (PackedMember unit in tail)
        {
            end = Place(placed, unit, end);
        }

        return new PackedOrder(Align(end, alignment), placed);
    }

    /// <summary>Fills the bytes before an offset with members that fit, those that leave least unused first.</summary>
    private static long FillHole(LinkedList<PackedMember> rest, List<PackedMember> placed, long end, long until)
    {
        while (end < until)
        {
            LinkedListNode<PackedMember>? best = null;
            for (LinkedListNode<PackedMember>? node = rest.First; node is not null; node = node.Next)
            {
                long start = Align(end, node.Value.Alignment);
                bool fits = node.Value.Size > 0 && start + node.Value.Size <= until;
                if (fits && (best is null || IsBetter(node.Value, best.Value, end)))
                {
                    best = node;
                }
            }

            if (best is null)
            {
                break;
            }

            rest.Remove(best);
            end = Place(placed, best.Value, end);
        }

        return end;
    }

    private static bool IsBetter(PackedMember unit, PackedMember best, long end)
    {
        long waste = Align(end, unit.Alignment) - end;
        long bestWaste = Align(end, best.Alignment) - end;
        return waste != bestWaste ? waste < bestWaste : unit.Size > best.Size;
    }

    private static long Place(List<PackedMember> placed, PackedMember unit, long end)
    {
        long start = Align(end, unit.Alignment);
        placed.Add(unit with { Offset = start });
        return start + unit.Size;
    }

    private static List<PackedMember> Units(BtfComposite composite, long most)
    {
        List<PackedMember> units = [];
        List<BtfMember> fields = [];
        long end = 0;
        foreach (BtfMember member in composite.Members)
        {
            if (member.BitfieldSize != 0)
            {
                fields.Add(member);
                end = Math.Max(end, (MemberPlace.Of(member).EndBit + 7) / 8);
                continue;
            }

            AddFields(units, fields, most);
            MemberPlace place = MemberPlace.Of(member);
            _ = member.Type.TryGetAlignment(out uint alignment);
            long natural = Math.Clamp(alignment, 1, most);
            units.Add(new PackedMember([member], place.Size, place.Size == 0 ? natural : Forced(end, natural, place.Start)));
            end = Math.Max(end, place.EndByte);
        }

        AddFields(units, fields, most);
        return units;
    }

    /// <summary>Bit-fields that follow one another stay together. None crosses a unit of its type.</summary>
    private static void AddFields(List<PackedMember> units, List<BtfMember> fields, long most)
    {
        if (fields.Count == 0)
        {
            return;
        }

        long bits = 0;
        long alignment = 1;
        foreach (BtfMember field in fields)
        {
            MemberPlace place = MemberPlace.Of(field);
            long unit = Math.Max(place.Size, 1) * 8;
            if (bits / unit != (bits + place.Bits - 1) / unit)
            {
                bits = Align(bits, unit);
            }

            bits += place.Bits;
            alignment = Math.Max(alignment, place.Size);
        }

        units.Add(new PackedMember([.. fields], (bits + 7) / 8, Math.Clamp(alignment, 1, most)));
        fields.Clear();
    }

    /// <summary>The alignment that brings what could start at one offset to another; the natural one where none does.</summary>
    private static long Forced(long from, long natural, long to)
    {
        for (long alignment = natural; alignment <= MostAlignment; alignment *= 2)
        {
            if (Align(from, alignment) == to)
            {
                return alignment;
            }
        }

        return natural;
    }

    private static long Align(long offset, long alignment) => (offset + alignment - 1) / alignment * alignment;
}

using Btf.Core;

namespace Btf.Cli;

/// <summary>The units that move when members are reordered: single members, and runs of consecutive bit-fields.</summary>
/// <remarks>
/// BTF does not record alignment attributes. A gap that is larger than necessary counts as one, and the alignment is kept. A gap that no alignment explains
/// counts as a nameless bit-field, and is kept as well.
/// </remarks>
internal readonly struct PackedUnits
{
    private const long MostAlignment = 4096;

    private PackedUnits(List<PackedMember> all, long alignment)
    {
        All = all;
        Alignment = alignment;
    }

    /// <summary>The units in the order in which they are declared.</summary>
    public List<PackedMember> All { get; }

    /// <summary>The structure's alignment in bytes: its size must be a multiple of it.</summary>
    public long Alignment { get; }

    /// <summary>The smallest size that any order can have.</summary>
    public long LeastSize
    {
        get
        {
            long sum = 0;
            foreach (PackedMember unit in All)
            {
                sum += unit.Size;
            }

            return Align(sum, Alignment);
        }
    }

    /// <summary>Returns the units of a structure.</summary>
    public static PackedUnits Of(BtfComposite composite)
    {
        _ = composite.AsType().TryGetAlignment(out uint known);
        long most = Math.Max(known, 1);
        List<PackedMember> all = new(composite.Members.Count);
        long end = 0;
        int first = -1;
        foreach (BtfMember member in composite.Members)
        {
            MemberPlace place = MemberPlace.Of(member);
            bool startsRun = place.Bits != 0 && first < 0;
            if (first >= 0 && place.Bits == 0)
            {
                end = AddRun(all, composite, first, member.Index, most, end);
                first = -1;
            }

            if (startsRun)
            {
                first = member.Index;
            }
            else if (place.Bits == 0)
            {
                _ = member.Type.TryGetAlignment(out uint alignment);
                long natural = Math.Clamp(alignment, 1, most);
                AddGap(all, end, natural, place.Start);
                all.Add(new PackedMember(member.Index, 1, place.Size, Forced(end, natural, place.Start) ?? natural, place.Start));
                end = Math.Max(end, place.EndByte);
            }
        }

        if (first >= 0)
        {
            end = AddRun(all, composite, first, composite.Members.Count, most, end);
        }

        long whole = Forced(end, most, composite.Size) ?? most;
        foreach (PackedMember unit in all)
        {
            whole = Math.Max(whole, unit.Alignment);
        }

        return new PackedUnits(all, whole);
    }

    /// <summary>Adds bit-fields with the nameless ones between them: they start at a whole byte, and none crosses a boundary of its type's size.</summary>
    private static long AddRun(List<PackedMember> all, BtfComposite composite, int first, int next, long most, long end)
    {
        MemberPlace before = MemberPlace.Of(composite.Members[first]);
        long start = before.FirstBit / 8;
        long last = before.FirstBit;
        long bits = 0;
        long alignment = 1;
        for (int i = first; i < next; i++)
        {
            MemberPlace place = MemberPlace.Of(composite.Members[i]);
            long unit = Math.Max(place.Size, 1) * 8;
            long nameless = Math.Max(place.FirstBit - InUnit(last, place.Bits, unit), 0);
            bits = InUnit(bits + nameless, place.Bits, unit) + place.Bits;
            last = Math.Max(last, place.EndBit);
            alignment = Math.Max(alignment, place.Size);
        }

        // A field that is not longer than its alignment crosses no boundary.
        long size = (bits + 7) / 8;
        long natural = Math.Clamp(alignment, 1, most);
        while (natural / 2 >= size)
        {
            natural /= 2;
        }

        AddGap(all, end, natural, start);
        all.Add(new PackedMember(first, next - first, size, natural, start));
        return Math.Max(end, (last + 7) / 8);
    }

    /// <summary>Returns where a bit-field starts that could start at a bit: at that bit or, if it would cross a boundary of its type's size, at that boundary.</summary>
    private static long InUnit(long bit, int bits, long unit) => bit / unit == (bit + bits - 1) / unit ? bit : Align(bit, unit);

    private static void AddGap(List<PackedMember> all, long end, long natural, long start)
    {
        long from = Align(end, natural);
        if (from < start && Forced(end, natural, start) is null)
        {
            all.Add(new PackedMember(0, 0, start - from, natural, from));
        }
    }

    /// <summary>Returns the alignment that moves a member from one offset to another; null if none does.</summary>
    private static long? Forced(long from, long natural, long to)
    {
        for (long alignment = natural; alignment <= MostAlignment; alignment *= 2)
        {
            if (Align(from, alignment) == to)
            {
                return alignment;
            }
        }

        return null;
    }

    /// <summary>Returns the next multiple of an alignment.</summary>
    public static long Align(long offset, long alignment) => (offset + alignment - 1) / alignment * alignment;
}

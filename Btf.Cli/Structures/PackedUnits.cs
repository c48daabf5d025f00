using Btf.Core;

namespace Btf.Cli;

/// <summary>What a structure's members are moved as: each member alone, and bit-fields that follow one another together.</summary>
/// <remarks>
/// BTF does not tell of attributes. What is further apart than it had to be was aligned by one, and stays so; a gap that no alignment explains
/// is a nameless bit-field, and stays too.
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

    /// <summary>What the structure's size must be a multiple of.</summary>
    public long Alignment { get; }

    /// <summary>The least size that any order can have.</summary>
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

    /// <summary>Adds bit-fields: laid out from a byte on, so that none crosses a unit of its type, and with the nameless ones between them.</summary>
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

        // What is no longer than its alignment crosses no unit.
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

    /// <summary>Returns where a bit-field starts that may start at some bit: there, or at the next unit of its type if it would cross into that.</summary>
    private static long InUnit(long bit, int bits, long unit) => bit / unit == (bit + bits - 1) / unit ? bit : Align(bit, unit);

    private static void AddGap(List<PackedMember> all, long end, long natural, long start)
    {
        long from = Align(end, natural);
        if (from < start && Forced(end, natural, start) is null)
        {
            all.Add(new PackedMember(0, 0, start - from, natural, from));
        }
    }

    /// <summary>The alignment that brings what could start at one offset to another; null where none does.</summary>
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

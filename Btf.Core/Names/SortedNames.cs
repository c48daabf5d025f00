namespace Btf.Core;

/// <summary>Search by halving over an object's own types where they are in the order of their names, the anonymous ones first.</summary>
/// <remarks>Newer kernels are sorted so, which is no promise of the format: it is used only after it was checked.</remarks>
internal static class SortedNames
{
    // Data with a name of this length counts as unsorted: comparing such names could cost the product of all lengths.
    private const int MaxLength = 64 * 1024;

    /// <summary>Whether the types are in order, byte by byte. Ends at the first that is not, which in unsorted data comes early.</summary>
    public static bool Check(BtfObject btf)
    {
        ReadOnlySpan<byte> previous = default;
        uint previousOffset = 0;
        foreach (BtfType type in btf.Types)
        {
            uint offset = type.NameOffset;
            if (offset == previousOffset)
            {
                continue;
            }

            if (!btf.TryReadString(offset, out ReadOnlySpan<byte> name, MaxLength) || name.Length == MaxLength || name.SequenceCompareTo(previous) < 0)
            {
                return false;
            }

            previous = name;
            previousOffset = offset;
        }

        return true;
    }

    /// <summary>The range of places, among the object's own types, that have a name.</summary>
    public static void FindRange(BtfObject btf, ReadOnlySpan<byte> name, out int first, out int end)
    {
        first = Bound(btf, name, 0, btf.TypeCount, orEqual: false);
        end = first;

        // Few types share a name: steps that double find the end of a short range at once, and of a long one in no more steps than halving takes.
        int probe = first;
        for (int step = 1; probe < btf.TypeCount && TypeAt(btf, probe).HasName(name); step *= 2)
        {
            end = probe + 1;
            probe += step;
        }

        end = Bound(btf, name, end, Math.Min(probe, btf.TypeCount), orEqual: true);
    }

    /// <summary>The first place between two whose name is not less than this one, or with <paramref name="orEqual"/> the first that is greater.</summary>
    private static int Bound(BtfObject btf, ReadOnlySpan<byte> name, int low, int high, bool orEqual)
    {
        while (low < high)
        {
            // One byte more than the name, to tell it from a longer name that begins with it.
            int middle = low + (high - low) / 2;
            _ = btf.TryReadString(TypeAt(btf, middle).NameOffset, out ReadOnlySpan<byte> found, name.Length + 1);
            int order = found.SequenceCompareTo(name);
            if (order < 0 || (orEqual && order == 0))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static BtfType TypeAt(BtfObject btf, int place) => btf[btf.FirstTypeId + (uint)place];
}

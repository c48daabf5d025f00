namespace Btf.Core;

/// <summary>Searches an object's own types by bisection if they are sorted by name, anonymous ones first.</summary>
/// <remarks>Newer kernels are sorted in this way, but the format does not promise it. So the order is checked before it is used.</remarks>
internal static class SortedNames
{
    // Data with a name of this length counts as unsorted: comparing such names could cost the product of all lengths.
    private const int MaxLength = 64 * 1024;

    /// <summary>Returns whether the types are sorted, byte by byte. Stops at the first type out of order, which comes early in unsorted data.</summary>
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

    /// <summary>Finds the range of the object's own types that have a name.</summary>
    public static void FindRange(BtfObject btf, ReadOnlySpan<byte> name, out int first, out int end)
    {
        first = Bound(btf, name, 0, btf.TypeCount, orEqual: false);
        end = first;

        // Few types share a name. Steps that double find the end of a short range at once, and of a long one in no more steps than bisection.
        int probe = first;
        for (int step = 1; probe < btf.TypeCount && TypeAt(btf, probe).HasName(name); step *= 2)
        {
            end = probe + 1;
            probe += step;
        }

        end = Bound(btf, name, end, Math.Min(probe, btf.TypeCount), orEqual: true);
    }

    /// <summary>Finds the first place in a range whose name is not less than a given one, or greater if <paramref name="orEqual"/>.</summary>
    private static int Bound(BtfObject btf, ReadOnlySpan<byte> name, int low, int high, bool orEqual)
    {
        while (low < high)
        {
            // One byte more than the name, to tell it from a longer name with the same start.
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

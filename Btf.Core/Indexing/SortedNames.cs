namespace Btf.Core;

/// <summary>Search by halving over an object's own types where they are in the order of their names, the anonymous ones first.</summary>
/// <remarks>Newer kernels are sorted so, which is no promise of the format: it is used only after it was checked.</remarks>
internal static class SortedNames
{
    // Data with a name of this length is not taken for sorted: to compare such names with one another could cost the product of all lengths.
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
        first = LowerBound(btf, name, 0, orEqual: false);
        end = LowerBound(btf, name, first, orEqual: true);
    }

    /// <summary>The first place whose name is not less than this one, or with <paramref name="orEqual"/> the first that is greater.</summary>
    private static int LowerBound(BtfObject btf, ReadOnlySpan<byte> name, int low, bool orEqual)
    {
        int high = btf.TypeCount;
        while (low < high)
        {
            int middle = low + (high - low) / 2;
            int order = btf[btf.FirstTypeId + (uint)middle].Name.Utf8.SequenceCompareTo(name);
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
}

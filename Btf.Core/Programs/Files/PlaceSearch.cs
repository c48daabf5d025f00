namespace Btf.Core.Programs;

/// <summary>Searches lists that are ordered by places in a section.</summary>
internal static class PlaceSearch
{
    /// <summary>Returns the number of entries at or before an offset.</summary>
    /// <param name="entries">The entries, offsets ascending.</param>
    /// <param name="offset">The offset in bytes.</param>
    /// <param name="offsetOf">Returns an entry's offset.</param>
    public static int CountUpTo<T>(List<T> entries, uint offset, Func<T, uint> offsetOf)
    {
        int low = 0;
        int high = entries.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = offsetOf(entries[middle]) <= offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}

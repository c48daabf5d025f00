namespace Btf.Core;

/// <summary>
/// Finds the lengths of names of kilobytes without reading them to their ends: in crafted data very many names are tails of one long string.
/// </summary>
internal sealed class LongNames
{
    private const int BlockLength = 1024;

    // For each object, the first zero byte at or after the start of each block of its strings.
    private readonly Dictionary<BtfObject, int[]> _zeros = [];

    /// <summary>Returns the length of the name at an offset in an object's own strings.</summary>
    /// <param name="owner">The object.</param>
    /// <param name="start">The start of the name in these strings.</param>
    public int LengthAt(BtfObject owner, int start)
    {
        ReadOnlySpan<byte> strings = owner.Strings;
        if (!_zeros.TryGetValue(owner, out int[]? zeros))
        {
            zeros = _zeros[owner] = FindZeros(strings);
        }

        // If another thread has closed the object, it has no strings.
        int block = (start / BlockLength) + 1;
        int end = Math.Min(block * BlockLength, strings.Length);
        int inBlock = start < end ? strings[start..end].IndexOf((byte)0) : 0;
        int length = inBlock >= 0 ? inBlock : (block < zeros.Length ? zeros[block] : strings.Length) - start;
        GC.KeepAlive(owner);
        return length;
    }

    private static int[] FindZeros(ReadOnlySpan<byte> strings)
    {
        int[] zeros = new int[(strings.Length + BlockLength - 1) / BlockLength];
        int next = strings.Length;
        for (int block = zeros.Length - 1; block >= 0; block--)
        {
            int start = block * BlockLength;
            int found = strings[start..Math.Min(start + BlockLength, strings.Length)].IndexOf((byte)0);
            next = found < 0 ? next : start + found;
            zeros[block] = next;
        }

        return zeros;
    }
}

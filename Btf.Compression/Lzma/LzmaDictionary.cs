namespace Btf.Compression;

/// <summary>How much memory a decoder of lzma gets for the data that it refers back to.</summary>
internal static class LzmaDictionary
{
    // More than the format can: its best is some 7,000 bytes from one.
    private const long BestRatio = 8192;
    private const long Least = 4096;

    // What the kernel's own images ask for at most.
    private const long Most = 128 << 20;

    /// <summary>The dictionary's size, or all that can come of the data where that is less: a few bytes may claim to need gigabytes.</summary>
    /// <param name="claimed">The size that the data asks for.</param>
    /// <param name="available">The length of the compressed data in bytes, or more.</param>
    /// <exception cref="NotSupportedException">It is too large.</exception>
    public static long Bound(long claimed, long available)
    {
        long needed = Math.Max(Math.Min(claimed, available * BestRatio), Least);
        return needed <= Most ? needed : throw new NotSupportedException($"a dictionary of {claimed} bytes; {Most} are the most");
    }
}

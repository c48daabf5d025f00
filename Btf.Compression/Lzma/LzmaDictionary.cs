namespace Btf.Compression;

/// <summary>Bounds the memory of an lzma decoder for the data that it refers back to.</summary>
internal static class LzmaDictionary
{
    // More than the format can reach: at best, one byte decompresses to about 7,000.
    private const long BestRatio = 8192;
    private const long Least = 4096;

    // The largest dictionary in the kernel's own images.
    private const long Most = 128 << 20;

    /// <summary>Returns the dictionary's size, or less if the data cannot decompress to so many bytes. A few bytes may claim to need gigabytes.</summary>
    /// <param name="claimed">The size that the data asks for.</param>
    /// <param name="available">The length of the compressed data in bytes, or more.</param>
    /// <exception cref="NotSupportedException">The dictionary is too large.</exception>
    public static long Bound(long claimed, long available)
    {
        long needed = Math.Max(Math.Min(claimed, available * BestRatio), Least);
        return needed <= Most ? needed : throw new NotSupportedException($"a dictionary of {claimed} bytes; at most {Most} are possible");
    }
}

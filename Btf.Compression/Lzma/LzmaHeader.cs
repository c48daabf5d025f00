using System.Buffers.Binary;
using System.Numerics;

namespace Btf.Compression;

/// <summary>The header of a <c>.lzma</c> file: the coder's properties and the sizes of the dictionary and the content. It has no magic number.</summary>
internal static class LzmaHeader
{
    /// <summary>The header's length in bytes.</summary>
    public const int Length = 13;

    /// <summary>The length of the coder's properties and the dictionary's size.</summary>
    public const int PropertiesLength = 5;

    /// <summary>How many bytes it takes to recognize such a file.</summary>
    public const int MatchLength = Length + 2;

    private const int MostLiteralBits = 4;
    private const int LeastDictionary = 4096;
    private const ulong LargestSize = 1UL << 38;

    /// <summary>
    /// Returns whether bytes are the start of such a file, by the rules of the program <c>xz</c>. The coder's first byte is always zero, and the next starts
    /// with a zero bit, because the first symbol is a literal.
    /// </summary>
    public static bool IsHeader(ReadOnlySpan<byte> head)
    {
        if (head.Length < MatchLength || head[Length] != 0 || head[Length + 1] > sbyte.MaxValue || !AreProperties(head[0]))
        {
            return false;
        }

        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(head[PropertiesLength..]);
        return IsDictionary(Dictionary(head)) && size is ulong.MaxValue or (> 0 and < LargestSize);
    }

    /// <summary>Returns the dictionary's size.</summary>
    public static uint Dictionary(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadUInt32LittleEndian(head[1..]);

    /// <summary>Returns the content's size; -1 if a mark in the data ends it.</summary>
    public static long Size(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadInt64LittleEndian(head[PropertiesLength..]);

    // (pb * 5 + lp) * 9 + lc, where pb is 0 to 4, and lc + lp is at most 4.
    private static bool AreProperties(byte properties) => properties < 9 * 5 * 5 && (properties % 9) + (properties / 9 % 5) <= MostLiteralBits;

    // Powers of two, and sums of two consecutive powers of two.
    private static bool IsDictionary(uint size) =>
        size >= LeastDictionary
        && (size == uint.MaxValue
            || BitOperations.IsPow2(size)
            || (BitOperations.PopCount(size) == 2 && (size & (size >> 1)) != 0));
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Btf.Core;

/// <summary>The string section of one BTF object: zero-terminated UTF-8, addressed by offset. It holds no memory and allocates nothing.</summary>
/// <remarks>In a split object the offsets continue after its base's strings; this table has only the object's own strings.</remarks>
public readonly ref struct BtfStringTable
{
    /// <summary>A length in bytes that is read at once. Few names are longer.</summary>
    internal const int ShortLength = 32;

    private readonly ReadOnlySpan<byte> _strings;
    private readonly uint _firstOffset;

    internal BtfStringTable(ReadOnlySpan<byte> strings, uint firstOffset)
    {
        _strings = strings;
        _firstOffset = firstOffset;
    }

    /// <summary>The bytes of the section.</summary>
    public ReadOnlySpan<byte> Bytes => _strings;

    /// <summary>Finds the string at an offset, without its terminator. An unterminated string ends with the section.</summary>
    /// <param name="offset">A string offset, as in a record.</param>
    /// <param name="utf8">The bytes; they need not be valid UTF-8.</param>
    /// <returns>Whether the offset lies in this section.</returns>
    public bool TryGet(uint offset, out ReadOnlySpan<byte> utf8)
    {
        uint start = offset - _firstOffset;
        if (start >= (uint)_strings.Length)
        {
            utf8 = default;
            return false;
        }

        ReadOnlySpan<byte> rest = _strings[(int)start..];
        utf8 = rest[..LengthOf(ref MemoryMarshal.GetReference(rest), rest.Length)];
        return true;
    }

    /// <summary>Returns the number of bytes before the first zero; <paramref name="limit"/> if the first bytes up to that limit have none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int LengthOf(ref byte start, int limit)
    {
        // In bounds: 32 bytes are read only if the limit allows as many. Nearly all names are shorter.
        if (limit >= Vector256<byte>.Count)
        {
            uint zeros = Vector256.Equals(Vector256.LoadUnsafe(ref start), Vector256<byte>.Zero).ExtractMostSignificantBits();
            if (zeros != 0)
            {
                return BitOperations.TrailingZeroCount(zeros);
            }
        }

        return LengthOfLong(ref start, limit);
    }

    /// <summary>Returns the number of places in a string section that <see cref="ShortLength"/> bytes follow, from the first on.</summary>
    /// <param name="length">The section's length.</param>
    internal static uint ShortLimitOf(uint length) => length < ShortLength ? 0 : length - (ShortLength - 1);

    /// <summary>Returns the length of a string shorter than <see cref="ShortLength"/>; that length for a longer one.</summary>
    /// <param name="start">The place, followed by at least <see cref="ShortLength"/> bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int ShortLengthOf(ref byte start) =>
        BitOperations.TrailingZeroCount(Vector256.Equals(Vector256.LoadUnsafe(ref start), Vector256<byte>.Zero).ExtractMostSignificantBits());

    /// <summary>Returns whether the string at a place equals a text. Reads one byte more than the text's length at most.</summary>
    /// <param name="start">The place, followed by at least <see cref="ShortLength"/> bytes.</param>
    /// <param name="text">The text, shorter than these bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShort(ref byte start, ReadOnlySpan<byte> text)
    {
        return ShortLengthOf(ref start) == text.Length && MemoryMarshal.CreateReadOnlySpan(ref start, text.Length).SequenceEqual(text);
    }

    /// <summary>Returns whether the first zero comes after exactly a number of bytes. The limit is larger than that number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool HasLength(ref byte start, int limit, int length)
    {
        // In bounds, as in LengthOf; without a zero, the count is 32.
        if (limit >= Vector256<byte>.Count && length < Vector256<byte>.Count)
        {
            return ShortLengthOf(ref start) == length;
        }

        return Unsafe.Add(ref start, length) == 0 && !MemoryMarshal.CreateReadOnlySpan(ref start, length).Contains((byte)0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int LengthOfLong(ref byte start, int limit)
    {
        int length = MemoryMarshal.CreateReadOnlySpan(ref start, limit).IndexOf((byte)0);
        return length < 0 ? limit : length;
    }
}

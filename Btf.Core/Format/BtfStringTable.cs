using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Btf.Core;

/// <summary>The string section of one BTF object: zero-terminated UTF-8, addressed by offset. Holds no memory and allocates nothing.</summary>
/// <remarks>In a split object the offsets go on from the end of its base's strings; this table knows its own part only.</remarks>
public readonly ref struct BtfStringTable
{
    /// <summary>A length in bytes that few names have, and that is read at once.</summary>
    internal const int ShortLength = 32;

    private readonly ReadOnlySpan<byte> _strings;
    private readonly uint _firstOffset;

    internal BtfStringTable(ReadOnlySpan<byte> strings, uint firstOffset)
    {
        _strings = strings;
        _firstOffset = firstOffset;
    }

    /// <summary>The section as it lies in the data.</summary>
    public ReadOnlySpan<byte> Bytes => _strings;

    /// <summary>The string at an offset, without its terminator. A string that is not terminated ends with the section.</summary>
    /// <param name="offset">A string offset as records hold it.</param>
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

    /// <summary>The number of bytes before the first zero; <paramref name="limit"/> if there is none in that many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int LengthOf(ref byte start, int limit)
    {
        // In bounds: 32 bytes are read only where the limit says that there are as many. Nearly all names are shorter.
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

    /// <summary>Whether the string at a place is a text, without a look past its length.</summary>
    /// <param name="start">The place, with <see cref="ShortLength"/> bytes.</param>
    /// <param name="text">The text, shorter than that.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShort(ref byte start, ReadOnlySpan<byte> text)
    {
        uint zeros = Vector256.Equals(Vector256.LoadUnsafe(ref start), Vector256<byte>.Zero).ExtractMostSignificantBits();
        return BitOperations.TrailingZeroCount(zeros) == text.Length && MemoryMarshal.CreateReadOnlySpan(ref start, text.Length).SequenceEqual(text);
    }

    /// <summary>Whether the first zero stands right behind so many bytes, of which there are more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool HasLength(ref byte start, int limit, int length)
    {
        // In bounds, as in LengthOf; where there is no zero, the count is 32.
        if (limit >= Vector256<byte>.Count && length < Vector256<byte>.Count)
        {
            uint zeros = Vector256.Equals(Vector256.LoadUnsafe(ref start), Vector256<byte>.Zero).ExtractMostSignificantBits();
            return BitOperations.TrailingZeroCount(zeros) == length;
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

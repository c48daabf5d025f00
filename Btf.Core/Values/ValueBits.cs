using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Btf.Core.Values;

/// <summary>Reads integers of any width at any bit, in either byte order.</summary>
/// <remarks>
/// Bit 0 is the lowest bit of byte 0 in little-endian data, and the highest in big-endian data, as in <c>struct btf_member</c>
/// (<c>Documentation/bpf/btf.rst</c>). Only bytes that hold a bit of the field are read.
/// </remarks>
internal static class ValueBits
{
    /// <summary>The widest integer in bits.</summary>
    public const int MaxWidth = 128;

    private const int WordWidth = 64;

    /// <summary>Returns how many bytes hold bits of a field, from the byte with its first bit on.</summary>
    public static int BytesOf(int firstBit, int width) => (firstBit + width + 7) / 8;

    /// <summary>Reads a whole integer of 1, 2, 4 or 8 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ReadWhole(ReadOnlySpan<byte> data, int size, bool bigEndian) => size switch
    {
        1 => data[0],
        2 => bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(data) : BinaryPrimitives.ReadUInt16LittleEndian(data),
        4 => bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(data) : BinaryPrimitives.ReadUInt32LittleEndian(data),
        8 => bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(data) : BinaryPrimitives.ReadUInt64LittleEndian(data),
        _ => Read(data, 0, size * 8, bigEndian),
    };

    /// <summary>Reads up to 64 bits that start in the first byte.</summary>
    /// <param name="data">The data from the byte with the first bit on; at least <see cref="BytesOf"/> bytes.</param>
    /// <param name="firstBit">The first bit, from 0 to 7.</param>
    /// <param name="width">The number of bits, from 1 to 64.</param>
    /// <param name="bigEndian">Whether the data is big-endian.</param>
    public static ulong Read(ReadOnlySpan<byte> data, int firstBit, int width, bool bigEndian)
    {
        int count = BytesOf(firstBit, width);
        UInt128 bits = 0;
        for (int i = 0; i < count; i++)
        {
            bits = (bits << 8) | data[bigEndian ? i : count - 1 - i];
        }

        bits >>= bigEndian ? count * 8 - firstBit - width : firstBit;
        return (ulong)bits & (ulong.MaxValue >> (WordWidth - width));
    }

    /// <summary>Reads up to 128 bits that start in the first byte. See <see cref="Read"/>.</summary>
    public static UInt128 ReadWide(ReadOnlySpan<byte> data, int firstBit, int width, bool bigEndian)
    {
        if (width <= WordWidth)
        {
            return Read(data, firstBit, width, bigEndian);
        }

        int rest = width - WordWidth;
        int second = firstBit + (bigEndian ? rest : WordWidth);
        ulong next = Read(data[(second / 8)..], second % 8, bigEndian ? WordWidth : rest, bigEndian);
        ulong first = Read(data, firstBit, bigEndian ? rest : WordWidth, bigEndian);
        return bigEndian ? new UInt128(first, next) : new UInt128(next, first);
    }

    /// <summary>Sign-extends an integer of up to 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Extend(ulong value, int width)
    {
        int unused = WordWidth - width;
        return (long)(value << unused) >> unused;
    }
}

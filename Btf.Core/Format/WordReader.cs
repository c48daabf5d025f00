using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>Reads the format's integers, at any alignment, from data in the machine's byte order or in the other one.</summary>
internal static class WordReader
{
    /// <summary>The machine's byte order.</summary>
    public static BtfByteOrder NativeOrder => BitConverter.IsLittleEndian ? BtfByteOrder.LittleEndian : BtfByteOrder.BigEndian;

    /// <summary>Reads 64 bits. Throws <see cref="ArgumentOutOfRangeException"/> past the end.</summary>
    public static ulong ReadUInt64(ReadOnlySpan<byte> data, int offset, bool swapped)
    {
        ulong value = MemoryMarshal.Read<ulong>(data[offset..]);
        return swapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    /// <summary>Reads 32 bits. Throws <see cref="ArgumentOutOfRangeException"/> past the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadUInt32(ReadOnlySpan<byte> data, int offset, bool swapped)
    {
        uint value = MemoryMarshal.Read<uint>(data[offset..]);
        return swapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    /// <summary>Reads 16 bits. Throws <see cref="ArgumentOutOfRangeException"/> past the end.</summary>
    public static ushort ReadUInt16(ReadOnlySpan<byte> data, int offset, bool swapped)
    {
        ushort value = MemoryMarshal.Read<ushort>(data[offset..]);
        return swapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}

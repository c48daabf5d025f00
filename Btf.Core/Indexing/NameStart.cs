using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>The first 8 bytes of a name with the zero byte after it, compared at once: few other strings start with them.</summary>
internal readonly struct NameStart
{
    private readonly ulong _bytes;
    private readonly ulong _mask;

    public NameStart(ReadOnlySpan<byte> name)
    {
        // In bounds: each branch reads only as far as the length that it tested. Words that overlap have the same bytes there.
        ref byte start = ref MemoryMarshal.GetReference(name);
        int length = name.Length;
        if (length >= sizeof(ulong))
        {
            _bytes = Read(ref start);
            _mask = ulong.MaxValue;
            return;
        }

        _bytes = length >= sizeof(uint) ? Read32(ref start, 0) | (ulong)Read32(ref start, length - sizeof(uint)) << (8 * (length - sizeof(uint)))
            : length > 0 ? start | (ulong)Unsafe.Add(ref start, length / 2) << (8 * (length / 2)) | (ulong)Unsafe.Add(ref start, length - 1) << (8 * (length - 1))
            : 0;
        _mask = ulong.MaxValue >> (8 * (sizeof(ulong) - 1 - length));
    }

    /// <summary>Returns the first 8 bytes of a string, the first in the lowest bits.</summary>
    /// <param name="start">The place, followed by at least 8 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ref byte start)
    {
        ulong bytes = Unsafe.ReadUnaligned<ulong>(ref start);
        return BitConverter.IsLittleEndian ? bytes : BinaryPrimitives.ReverseEndianness(bytes);
    }

    /// <summary>Returns whether a string starts like the name.</summary>
    /// <param name="bytes">The string's first 8 bytes, as <see cref="Read"/> returns them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayBe(ulong bytes) => (bytes & _mask) == _bytes;

    private static uint Read32(ref byte start, int offset)
    {
        uint bytes = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, offset));
        return BitConverter.IsLittleEndian ? bytes : BinaryPrimitives.ReverseEndianness(bytes);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Btf.Core;

/// <summary>A seeded hash of names: 128-bit products of 8-byte words, folded.</summary>
/// <remarks>The seed is drawn once a process, so that nobody can craft names that share a bucket.</remarks>
internal static class NameHash
{
    private static readonly (ulong A, ulong B) Seeds = DrawSeeds();

    /// <summary>Hashes a name's bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ReadOnlySpan<byte> name)
    {
        // In bounds: each branch reads only as far as the length that it tested.
        ref byte start = ref MemoryMarshal.GetReference(name);
        nint length = name.Length;
        ulong a, b;
        ulong state = Seeds.A ^ (ulong)length;
        if (length >= 8)
        {
            nint at = 0;
            for (; length - at > 16; at += 16)
            {
                state = Fold(Read64(ref start, at) ^ Seeds.B, Read64(ref start, at + 8) ^ state);
            }

            // The last 16 bytes or fewer: two words that may overlap.
            a = Read64(ref start, length - at > 8 ? at : length - 8);
            b = Read64(ref start, length - 8);
        }
        else if (length >= 4)
        {
            a = Read32(ref start, 0);
            b = Read32(ref start, length - 4);
        }
        else
        {
            a = length > 0 ? (ulong)start << 16 | (ulong)Unsafe.AddByteOffset(ref start, length >> 1) << 8 | Unsafe.AddByteOffset(ref start, length - 1) : 0;
            b = 0;
        }

        ulong hash = Fold(a ^ Seeds.B, b ^ state);
        return (uint)(hash ^ hash >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong x, ulong y)
    {
        // Both halves in registers: the framework's call hands the low one over in memory.
        if (Bmi2.X64.IsSupported)
        {
            return Bmi2.X64.MultiplyNoFlags(x, y) ^ (x * y);
        }

        ulong high = Math.BigMul(x, y, out ulong low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read64(ref byte start, nint offset) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Read32(ref byte start, nint offset) => Unsafe.ReadUnaligned<uint>(ref Unsafe.AddByteOffset(ref start, offset));

    private static (ulong A, ulong B) DrawSeeds()
    {
        // As unpredictable as RandomNumberGenerator, which would load OpenSSL: that takes a short-lived program several milliseconds.
        Guid random = Guid.NewGuid();
        ReadOnlySpan<ulong> halves = MemoryMarshal.Cast<Guid, ulong>(new ReadOnlySpan<Guid>(in random));
        return (halves[0] | 1, halves[1] | 1);
    }
}

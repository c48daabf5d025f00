using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Btf.Core;

/// <summary>A seeded hash of names: 128-bit products of 8-byte words, folded.</summary>
/// <remarks>Each hash draws new seeds, so nobody can craft names that share a place in a table.</remarks>
internal readonly struct NameHash
{
    /// <summary>The number of bytes of a name that are hashed, besides its length.</summary>
    /// <remarks>The kernel's names have 511 bytes at most (its <c>KSYM_NAME_LEN</c>), but hostile ones may all be parts of one very long string.</remarks>
    public const int MaxLength = 1024;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    private NameHash(ReadOnlySpan<ulong> seeds)
    {
        _a = seeds[0];
        _b = seeds[1];
        _c = seeds[2];
        _d = seeds[3];
    }

    /// <summary>A hash with the same seeds for the whole process.</summary>
    public static NameHash Shared { get; } = Draw();

    /// <summary>Makes a hash with new seeds.</summary>
    public static NameHash Draw()
    {
        // As unpredictable as RandomNumberGenerator, which would load OpenSSL: that costs a short-lived program several milliseconds.
        ReadOnlySpan<Guid> random = [Guid.NewGuid(), Guid.NewGuid()];
        return new NameHash(MemoryMarshal.Cast<Guid, ulong>(random));
    }

    /// <summary>Returns the hash of a name's bytes, made odd, so that 0 can mean no name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint OddOf(ReadOnlySpan<byte> name) => Of(name) | 1;

    /// <summary>Hashes a name's bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Of(ReadOnlySpan<byte> name)
    {
        // In bounds: each branch reads only as far as the length that it tested.
        ref byte start = ref MemoryMarshal.GetReference(name);
        nint length = name.Length;
        ulong state = _d;
        if (length > NameWords.MaxLength)
        {
            state = HashStart(ref start, ref length, state, out nint hashed);
            start = ref Unsafe.AddByteOffset(ref start, hashed);
        }

        ulong hash;
        if (length >= NameWords.MinLength)
        {
            var words = new NameWords(ref start, length);
            hash = Fold(words.First ^ _a, words.Second ^ _b) + Fold(words.Third ^ _c, words.Fourth ^ state ^ (ulong)length);
        }
        else
        {
            hash = Fold(ShortName(ref start, length) ^ _a, state ^ (ulong)length);
        }

        return (uint)(hash ^ hash >> 32);
    }

    /// <summary>Hashes a long name except for its end, which remains for the caller.</summary>
    private ulong HashStart(ref byte start, ref nint length, ulong state, out nint hashed)
    {
        // The full length counts, because very many names may start with the same bytes.
        state ^= (ulong)length << 32;
        length = Math.Min(length, MaxLength);
        for (hashed = 0; length > NameWords.MaxLength; hashed += 16, length -= 16)
        {
            state = Fold(Read64(ref start, hashed) ^ _b, Read64(ref start, hashed + 8) ^ state);
        }

        return state;
    }

    /// <summary>Returns all bytes of a name of fewer than 8 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ShortName(ref byte start, nint length)
    {
        if (length >= 4)
        {
            return Read32(ref start, 0) | (ulong)Read32(ref start, length - 4) << 32;
        }

        return length > 0 ? (ulong)start << 16 | (ulong)Unsafe.AddByteOffset(ref start, length >> 1) << 8 | Unsafe.AddByteOffset(ref start, length - 1) : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong x, ulong y)
    {
        // This keeps both halves in registers: the framework's call passes the low one through memory.
        if (Bmi2.X64.IsSupported)
        {
            return Bmi2.X64.MultiplyNoFlags(x, y) ^ (x * y);
        }

        // Without carries: the upper half need not be exact, and code that was compiled for all processors would call a function for it.
        ulong middle = (uint)x * (y >> 32) + (x >> 32) * (uint)y;
        return ((x >> 32) * (y >> 32) + (middle >> 32)) ^ (x * y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read64(ref byte start, nint offset) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Read32(ref byte start, nint offset) => Unsafe.ReadUnaligned<uint>(ref Unsafe.AddByteOffset(ref start, offset));
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Btf.Core;

/// <summary>A seeded hash of names: 128-bit products of 8-byte words, folded.</summary>
/// <remarks>The seeds are drawn anew for each use, so that nobody can craft names that share a place in a table.</remarks>
internal readonly struct NameHash
{
    /// <summary>How many bytes of a name are hashed, beside its length.</summary>
    /// <remarks>The kernel's names have 511 at most (its <c>KSYM_NAME_LEN</c>), but hostile ones may all be parts of one very long string.</remarks>
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

    /// <summary>A hash that is the same for all of this process.</summary>
    public static NameHash Shared { get; } = Draw();

    /// <summary>A hash with seeds of its own.</summary>
    public static NameHash Draw()
    {
        // As unpredictable as RandomNumberGenerator, which would load OpenSSL: that takes a short-lived program several milliseconds.
        ReadOnlySpan<Guid> random = [Guid.NewGuid(), Guid.NewGuid()];
        return new NameHash(MemoryMarshal.Cast<Guid, ulong>(random));
    }

    /// <summary>The hash of a name's bytes, but odd: 0 can stand for no name.</summary>
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

    /// <summary>Hashes a long name but for its end, which is left.</summary>
    private ulong HashStart(ref byte start, ref nint length, ulong state, out nint hashed)
    {
        // The whole length counts: very many names may start with the same bytes.
        state ^= (ulong)length << 32;
        length = Math.Min(length, MaxLength);
        for (hashed = 0; length > NameWords.MaxLength; hashed += 16, length -= 16)
        {
            state = Fold(Read64(ref start, hashed) ^ _b, Read64(ref start, hashed + 8) ^ state);
        }

        return state;
    }

    /// <summary>All bytes of a name of less than 8.</summary>
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
}

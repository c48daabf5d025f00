using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>A set of string offsets that may have some more: of 64 KBit, in memory of the caller's.</summary>
internal readonly ref struct NameFilter
{
    /// <summary>The number of words that the caller sets aside.</summary>
    public const int Length = 1024;

    private const uint Multiplier = 0x9E37_79B1;
    private const int Shift = 16;
    private readonly ref ulong _words;

    /// <summary>Makes the empty set.</summary>
    /// <param name="words"><see cref="Length"/> words.</param>
    public NameFilter(Span<ulong> words)
    {
        words = words[..Length];
        words.Clear();
        _words = ref words[0];
    }

    /// <summary>Adds an offset.</summary>
    public void Add(uint offset)
    {
        uint bit = Bit(offset);
        Word(bit) |= 1UL << (int)(bit % 64);
    }

    /// <summary>Whether an offset may be in the set; where it is, the answer is true.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayHave(uint offset)
    {
        uint bit = Bit(offset);
        return (Word(bit) >> (int)(bit % 64) & 1) != 0;
    }

    private static uint Bit(uint offset) => offset * Multiplier >> Shift;

    // In bounds: the 16 bits that are left of a product are fewer than 64 times the words.
    private ref ulong Word(uint bit) => ref Unsafe.Add(ref _words, (nint)(bit / 64));
}

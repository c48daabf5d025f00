using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>A set of string offsets in 64 Kbit of the caller's memory. It may also contain some offsets that were never added.</summary>
internal readonly ref struct NameFilter
{
    /// <summary>The number of words that the caller provides.</summary>
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

    /// <summary>Returns whether an offset may be in the set; always true for one that is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayHave(uint offset)
    {
        uint bit = Bit(offset);
        return (Word(bit) >> (int)(bit % 64) & 1) != 0;
    }

    private static uint Bit(uint offset) => offset * Multiplier >> Shift;

    // In bounds: the upper 16 bits of the product number fewer than 64 times the words.
    private ref ulong Word(uint bit) => ref Unsafe.Add(ref _words, (nint)(bit / 64));
}

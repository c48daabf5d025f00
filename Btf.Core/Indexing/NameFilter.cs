using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>A set of string offsets in 256 bits: says "not among them" for certain, and "perhaps" for the rest.</summary>
/// <remarks>It lets a scan pass over nearly all types by a word of their records alone, without a look at their strings.</remarks>
[InlineArray(Words)]
internal struct NameFilter
{
    private const int Words = 4;
    private const uint Multiplier = 0x9E37_79B1;

    private ulong _word;

    /// <summary>The filter that passes over nothing.</summary>
    public static NameFilter All
    {
        get
        {
            NameFilter filter = default;
            ((Span<ulong>)filter).Fill(ulong.MaxValue);
            return filter;
        }
    }

    /// <summary>Every offset at which a string of the chain ends in this name: where it stands whole, or at the end of a longer one.</summary>
    public static NameFilter Find(BtfObject chain, ReadOnlySpan<byte> name)
    {
        NameFilter filter = default;
        using var terminated = new TerminatedName(name, stackalloc byte[TerminatedName.StackLength]);
        for (BtfObject? part = chain; part is not null; part = part.Base)
        {
            ReadOnlySpan<byte> strings = part.Strings;
            for (int at = 0, found; (found = strings[at..].IndexOf(terminated.Bytes)) >= 0; at += found + 1)
            {
                filter.Add(part.FirstStringOffset + (uint)(at + found));
            }
        }

        return filter;
    }

    /// <summary>Whether no offset was added.</summary>
    public readonly bool IsEmpty => (this[0] | this[1] | this[2] | this[3]) == 0;

    /// <summary>False only if the offset was not added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool MayContain(uint offset)
    {
        uint bit = offset * Multiplier >> 24;
        return (this[(int)(bit / 64)] >> (int)(bit % 64) & 1) != 0;
    }

    private void Add(uint offset)
    {
        uint bit = offset * Multiplier >> 24;
        this[(int)(bit / 64)] |= 1UL << (int)(bit % 64);
    }
}

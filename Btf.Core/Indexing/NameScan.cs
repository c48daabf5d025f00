using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Search without an index: where the name's bytes stand in the strings, and then which types point there.</summary>
/// <remarks>
/// Both are one pass, over memory in order: a vectorised search of the strings, and a walk over the name words of the records. What the first
/// finds is put in a filter of 64 KBit on the stack, so that the second looks at the string of hardly any type that does not have the name.
/// </remarks>
internal static class NameScan
{
    private const int FilterWords = 1024;
    private const int FilterShift = 16;
    private const uint Multiplier = 0x9E37_79B1;

    /// <summary>The range of places, among the object's own types, within which all that have a name lie.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="name">The name; not empty.</param>
    /// <param name="first">The first place that has the name.</param>
    /// <param name="end">One past the last; <paramref name="first"/> where there is none.</param>
    /// <param name="nameOffset">The string offset that all of them have; 0 where they have several.</param>
    [SkipLocalsInit]
    public static void FindRange(BtfObject btf, ReadOnlySpan<byte> name, out int first, out int end, out uint nameOffset)
    {
        first = end = 0;
        nameOffset = 0;
        Span<ulong> filter = stackalloc ulong[FilterWords];
        filter.Clear();
        if (!MarkStrings(btf, name, filter))
        {
            return;
        }

        uint place = 0;
        foreach (BtfType type in btf.Types)
        {
            uint offset = type.NameOffset;
            uint bit = offset * Multiplier >> FilterShift;
            if ((filter[(int)(bit / 64)] >> (int)(bit % 64) & 1) != 0 && type.HasName(name))
            {
                bool isFirst = end == 0;
                first = isFirst ? (int)place : first;
                nameOffset = isFirst || offset == nameOffset ? offset : 0;
                end = (int)place + 1;
            }

            place++;
        }
    }

    /// <summary>Marks every offset at which a string of the chain ends in this name: where it stands whole, or at the end of a longer one.</summary>
    private static bool MarkStrings(BtfObject chain, ReadOnlySpan<byte> name, Span<ulong> filter)
    {
        bool any = false;
        using var terminated = new TerminatedName(name, stackalloc byte[TerminatedName.StackLength]);
        for (BtfObject? part = chain; part is not null; part = part.Base)
        {
            ReadOnlySpan<byte> strings = part.Strings;
            for (int at = 0, found; (found = strings[at..].IndexOf(terminated.Bytes)) >= 0; at += found + 1)
            {
                uint bit = (part.FirstStringOffset + (uint)(at + found)) * Multiplier >> FilterShift;
                filter[(int)(bit / 64)] |= 1UL << (int)(bit % 64);
                any = true;
            }
        }

        return any;
    }
}

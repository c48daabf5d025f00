using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Searches for a name without an index: first for its bytes in the strings, then for the types that refer to them.</summary>
/// <remarks>
/// Each search is one pass over memory in order: a vectorised search of the strings, and a walk over the name words of the records. The first fills a filter of
/// 64 Kbit on the stack, so the second reads hardly any string of a type that does not have the name.
/// </remarks>
internal static class NameScan
{
    /// <summary>Finds the range of places, among the object's own types, that covers all types with a name.</summary>
    /// <param name="btf">The object.</param>
    /// <param name="name">The name; not empty.</param>
    /// <param name="first">The first place that has the name.</param>
    /// <param name="end">One past the last place; <paramref name="first"/> if there is none.</param>
    /// <param name="nameOffset">The string offset that all these types have; 0 if they have several.</param>
    [SkipLocalsInit]
    public static void FindRange(BtfObject btf, ReadOnlySpan<byte> name, out int first, out int end, out uint nameOffset)
    {
        first = end = 0;
        nameOffset = 0;
        var filter = new NameFilter(stackalloc ulong[NameFilter.Length]);
        if (!MarkStrings(btf, name, filter))
        {
            return;
        }

        RecordTable records = btf.RecordTable;
        for (int place = 0; (place = records.FindName(place, filter)) >= 0; place++)
        {
            BtfType type = btf[btf.FirstTypeId + (uint)place];
            if (type.HasName(name))
            {
                uint offset = type.NameOffset;
                bool isFirst = end == 0;
                first = isFirst ? place : first;
                nameOffset = isFirst || offset == nameOffset ? offset : 0;
                end = place + 1;
            }
        }

        GC.KeepAlive(btf);
    }

    /// <summary>Marks the offset of every occurrence of the name at the end of a string: as a whole string, or at the end of a longer one.</summary>
    private static bool MarkStrings(BtfObject chain, ReadOnlySpan<byte> name, NameFilter filter)
    {
        bool any = false;
        using var terminated = new TerminatedName(name, stackalloc byte[TerminatedName.StackLength]);
        for (BtfObject? part = chain; part is not null; part = part.Base)
        {
            ReadOnlySpan<byte> strings = part.Strings;
            for (int at = 0, found; (found = strings[at..].IndexOf(terminated.Bytes)) >= 0; at += found + 1)
            {
                filter.Add(part.FirstStringOffset + (uint)(at + found));
                any = true;
            }
        }

        return any;
    }
}

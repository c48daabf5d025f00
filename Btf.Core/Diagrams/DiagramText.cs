using System.Globalization;
using System.Text;

namespace Btf.Core.Diagrams;

/// <summary>The text in pictures, with special characters escaped.</summary>
internal static class DiagramText
{
    private const int PathLength = 200;

    /// <summary>Tells where a part lies, and how large it is.</summary>
    public static string Place(DiagramNode node) => Place(node.Start, node.End);

    /// <summary>Tells where bits lie, and how many there are.</summary>
    public static string Place(ulong start, ulong end) => start % 8 == 0 && end % 8 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"byte {start / 8}, {Bytes((end - start) / 8)}")
        : string.Create(CultureInfo.InvariantCulture, $"byte {start / 8} bit {start % 8}, {end - start} {(end - start == 1 ? "bit" : "bits")}");

    public static string Bytes(ulong count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "byte" : "bytes")}");

    /// <summary>Returns the line above each picture. For two versions, it starts with "old" or "new".</summary>
    public static string[] Headings(DiagramTree[] trees) =>
        [.. SizeHeadings(trees).Zip(trees, (size, tree) => Gaps(tree) is { Length: > 0 } gaps ? $"{size}, {gaps}" : size)];

    /// <summary>Returns the start of the headings: the types and their sizes.</summary>
    public static string[] SizeHeadings(DiagramTree[] trees) => trees.Length == 2 ? [$"old: {Size(trees[0])}", $"new: {Size(trees[1])}"] : [.. trees.Select(Size)];

    /// <summary>Describes the holes and the padding of a structure; empty where it has none.</summary>
    public static string Gaps(DiagramTree tree)
    {
        BtfLayout layout = tree.Layout;
        List<string> gaps = [];
        if (layout.Holes > 0)
        {
            gaps.Add(string.Create(CultureInfo.InvariantCulture, $"{layout.Holes} {(layout.Holes == 1 ? "hole" : "holes")} of {Bytes(layout.HoleBytes)}"));
        }

        if (layout.BitHoles > 0)
        {
            gaps.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{layout.BitHoles} bit {(layout.BitHoles == 1 ? "hole" : "holes")} of {layout.BitHoleBits} {(layout.BitHoleBits == 1 ? "bit" : "bits")}"));
        }

        if (layout.Padding > 0)
        {
            gaps.Add($"{Bytes(layout.Padding)} of padding");
        }

        return string.Join(", ", gaps);
    }

    /// <summary>Returns the notes below the pictures.</summary>
    public static List<string> Notes(ReadOnlySpan<DiagramTree> trees, bool isCut)
    {
        List<string> notes = [];
        foreach (DiagramTree tree in trees)
        {
            if (tree.Layout.Size == 0)
            {
                notes.Add($"{tree.Type} has no size: there is nothing to draw.");
            }

            if (tree.HasOverlaps)
            {
                notes.Add("Members overlap: those that do are drawn below one another.");
            }

            if (tree.Beyond > 0)
            {
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"{tree.Beyond} of the members lie beyond the end and are cut there."));
            }

            if (tree.LeftOut > 0)
            {
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"{tree.LeftOut} members are not drawn one by one."));
            }
        }

        if (isCut)
        {
            notes.Add("The rows after the last one are left out.");
        }

        if (trees.Length == 2)
        {
            AddDifferences(trees[0].Type.Object, trees[1].Type.Object, notes);
            notes.Add(Counts(trees[0], trees[1]));
        }

        return notes;
    }

    /// <summary>Escapes invisible characters: control characters, marks that change the direction of text, and characters that XML forbids.</summary>
    public static string Safe(string text, bool ascii = false)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        StringBuilder? safe = null;
        int index = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool plain = rune.IsAscii ? rune.Value is >= ' ' and < 0x7f : !ascii && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
                or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);
            if (!plain)
            {
                safe ??= new StringBuilder(text, 0, index, text.Length + 16);
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
            else
            {
                safe?.Append(rune.ToString());
            }

            index += rune.Utf16SequenceLength;
        }

        return safe?.ToString() ?? text;
    }

    /// <summary>Returns the part of a name or type that is kept.</summary>
    public static string Cut(string text) => Fit(text, PathLength);

    /// <summary>Returns paths of members, and those of the members that contain them. A path that is longer than those in pictures is left out.</summary>
    public static HashSet<string> WithHolders(IReadOnlyList<string> paths)
    {
        HashSet<string> all = [];
        foreach (string path in paths)
        {
            for (int end = path.Length <= PathLength ? path.Length : 0; end > 0; end = path.LastIndexOf('.', end - 1))
            {
                if (!all.Add(path[..end]))
                {
                    break;
                }
            }
        }

        return all;
    }

    /// <summary>Returns as much of a text as fits.</summary>
    public static string Fit(string text, int length) =>
        text.Length <= length ? text
        : length < 2 ? ""
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1), "…");

    private static string Size(DiagramTree tree) => string.Create(
        CultureInfo.InvariantCulture,
        $"{tree.Type}: {Bytes(tree.Layout.Size)}, {tree.Layout.CacheLines} cache {(tree.Layout.CacheLines == 1 ? "line" : "lines")}");

    private static void AddDifferences(BtfObject older, BtfObject newer, List<string> notes)
    {
        if (older.ByteOrder != newer.ByteOrder)
        {
            notes.Add($"The byte orders differ: {Order(older)} before, {Order(newer)} now.");
        }

        if (older.PointerSize != newer.PointerSize)
        {
            notes.Add($"The pointer sizes differ: {Pointer(older)} before, {Pointer(newer)} now.");
        }
    }

    private static string Order(BtfObject btf) => btf.ByteOrder == BtfByteOrder.BigEndian ? "big endian" : "little endian";

    private static string Pointer(BtfObject btf) => btf.PointerSize == 0 ? "unknown" : Bytes((ulong)btf.PointerSize);

    private static string Counts(DiagramTree older, DiagramTree newer)
    {
        int[] counts = new int[Enum.GetValues<DiagramChange>().Length];
        foreach (DiagramNode node in DiagramChanges.Members(newer.Root))
        {
            counts[(int)node.Change]++;
        }

        foreach (DiagramNode node in DiagramChanges.Members(older.Root))
        {
            counts[(int)DiagramChange.Removed] += node.Change == DiagramChange.Removed ? 1 : 0;
        }

        return counts[1..].Max() == 0 ? "No member differs." : string.Create(
            CultureInfo.InvariantCulture,
            $"{counts[(int)DiagramChange.Added]} {(counts[(int)DiagramChange.Added] == 1 ? "member" : "members")} added, {counts[(int)DiagramChange.Removed]} removed, {counts[(int)DiagramChange.Changed]} changed, {counts[(int)DiagramChange.Moved]} moved, {counts[(int)DiagramChange.Renamed]} renamed, {counts[(int)DiagramChange.Regrouped]} regrouped.");
    }
}

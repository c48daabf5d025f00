using System.Globalization;
using System.Text;
using Btf.Core.Comparison;

namespace Btf.Text;

/// <summary>Words for one change of a type. Names in them are escaped.</summary>
public static class DiffWords
{
    private const int MostNames = 8;

    /// <summary>The type: its kind and name, and its module.</summary>
    public static string TitleOf(BtfTypeChange change)
    {
        string text = change.ToString();
        string title = text[..text.LastIndexOf(' ')];
        return change.ModuleName is "" or Btf.Core.BtfCollection.BaseName ? title : $"{title} ({change.ModuleName})";
    }

    /// <summary>A list of names, cut where it is long.</summary>
    public static string Join(IEnumerable<string> names, int most)
    {
        string[] all = [.. names];
        return all.Length <= most ? string.Join(", ", all) : $"{string.Join(", ", all.Take(most))} and {all.Length - most} more";
    }

    /// <summary>Returns all differences, in one line.</summary>
    public static string SummaryOf(BtfTypeChange change)
    {
        BtfPartChange[] parts = [.. change.Parts];
        var words = new StringBuilder();
        foreach (BtfPartChange part in parts)
        {
            if (!IsOfElement(part))
            {
                Separate(words).Append(Describe(part));
            }
        }

        AddNames(words, parts, BtfChangeKind.Removed, part => "-" + NameOf(part));
        AddNames(words, parts, BtfChangeKind.Added, part => "+" + NameOf(part));
        AddNames(words, parts, BtfChangeKind.Renamed, part => $"{SafeText.Of(part.Old)} => {SafeText.Of(part.New)}");
        AddNames(words, parts, BtfChangeKind.Retyped, Short);
        AddNames(words, parts, BtfChangeKind.Resized, Short);
        AddNames(words, parts, BtfChangeKind.Changed, part => $"{NameOf(part)} differs");
        AddCount(words, parts, BtfChangeKind.Moved, "moved");
        AddCount(words, parts, BtfChangeKind.Renumbered, "renumbered");
        return words.ToString();
    }

    /// <summary>Returns all differences, one in each line.</summary>
    public static string[] DetailsOf(BtfTypeChange change)
    {
        List<string> lines = [];
        foreach (BtfPartChange part in change.Parts.Where(part => part.Change is not (BtfChangeKind.Moved or BtfChangeKind.Renumbered)))
        {
            lines.Add(Describe(part));
        }

        foreach (BtfChangeKind kind in (ReadOnlySpan<BtfChangeKind>)[BtfChangeKind.Moved, BtfChangeKind.Renumbered])
        {
            string[] places = [.. change.Parts.Where(part => part.Change == kind).Select(part => $"{NameOf(part)} {SafeText.Of(part.Old)} -> {SafeText.Of(part.New)}")];
            if (places.Length != 0)
            {
                lines.Add($"{kind.ToString().ToLowerInvariant()}: {string.Join(", ", places)}");
            }
        }

        return [.. lines];
    }

    private static string Describe(BtfPartChange part) => SafeText.Of(part is { Part: BtfChangedPart.Type, Change: BtfChangeKind.Resized }
        ? $"{part.Old} -> {part.New} bytes"
        : part is { Part: BtfChangedPart.Type, Change: BtfChangeKind.Changed } ? "nesting or order differs"
        : part is { Part: BtfChangedPart.Type, Change: BtfChangeKind.Retyped } ? $"{part.Old} -> {part.New}"
        : part.ToString());

    private static string NameOf(BtfPartChange part) =>
        (part.Part == BtfChangedPart.Tag ? "tag " : "") + (part.Name is { Length: > 0 } name ? SafeText.Of(name) : "(unnamed)");

    private static string Short(BtfPartChange part) => $"{NameOf(part)}: {SafeText.Of(part.Old)} -> {SafeText.Of(part.New)}";

    private static bool IsOfElement(BtfPartChange part) => part.Part is not (BtfChangedPart.Type or BtfChangedPart.Result);

    private static void AddNames(StringBuilder words, BtfPartChange[] parts, BtfChangeKind kind, Func<BtfPartChange, string> describe)
    {
        int count = 0;
        foreach (BtfPartChange part in parts)
        {
            if (part.Change == kind && IsOfElement(part) && ++count <= MostNames)
            {
                (count == 1 ? Separate(words) : words.Append(", ")).Append(describe(part));
            }
        }

        if (count > MostNames)
        {
            words.Append(CultureInfo.InvariantCulture, $" and {count - MostNames} more");
        }
    }

    private static void AddCount(StringBuilder words, BtfPartChange[] parts, BtfChangeKind kind, string what)
    {
        BtfPartChange[] all = Array.FindAll(parts, part => part.Change == kind);
        if (all.Length != 0)
        {
            Separate(words).Append(all.Length <= 2 ? string.Join(", ", all.Select(Short)) : all.Length.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(what);
        }
    }

    private static StringBuilder Separate(StringBuilder words) => words.Length == 0 ? words : words.Append("; ");

    /// <summary>Returns in numbers what the change affects; empty where it affects nothing.</summary>
    public static string ImpactOf(BtfImpact impact)
    {
        (int Count, string One, string Many)[] counts =
        [
            (impact.Containing.Count, "type contains it", "types contain it"),
            (impact.Referring.Count, "type points to it", "types point to it"),
            (impact.Functions.Count, "function", "functions"),
            (impact.Kfuncs.Count, "kfunc", "kfuncs"),
            (impact.Tracepoints.Count, "tracepoint", "tracepoints"),
            (impact.StructOps.Count, "struct_ops", "struct_ops"),
        ];
        return string.Join(", ", counts.Where(part => part.Count != 0).Select(part => $"{part.Count} {(part.Count == 1 ? part.One : part.Many)}"));
    }
}

using Btf.Core.Comparison;

namespace Btf.Core.Tests.Comparison;

/// <summary>Changes as lines, for comparing.</summary>
internal static class ChangeText
{
    /// <summary>Each type that changed, with its parts; sorted.</summary>
    public static string[] Of(BtfComparison comparison) => [.. comparison.Changes.Select(Of).Order(StringComparer.Ordinal)];

    /// <summary>What the comparison the other way round has to say.</summary>
    public static string[] InverseOf(BtfComparison comparison) =>
        [.. comparison.Changes.Select(change => Line(change, Inverse(change.Change), InverseOf(change.Parts))).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> InverseOf(IReadOnlyList<BtfPartChange> parts)
    {
        // A part goes by its new name, which is the old one the other way round.
        ILookup<string, string> oldNames = parts.Where(part => part.Change == BtfChangeKind.Renamed).ToLookup(part => part.New, part => part.Old);
        return parts.Select(part => Line(
            part.Part,
            Inverse(part.Change),
            part.Change is BtfChangeKind.Added or BtfChangeKind.Removed ? part.Name : oldNames[part.Name].FirstOrDefault(part.Name),
            part.New,
            part.Old));
    }

    private static string Of(BtfTypeChange change) => Line(change, change.Change, change.Parts.Select(part => Line(part.Part, part.Change, part.Name, part.Old, part.New)));

    private static string Line(BtfTypeChange change, BtfChangeKind what, IEnumerable<string> parts)
    {
        // Which of two kinds a change is listed by depends on the side: a declaration became a structure, or the other way round.
        string kind = change.Old is { } old && change.New is { } @new && old.Kind != @new.Kind ? "mixed" : change.Kind.ToString();
        return $"{what} {kind} '{change.Name}': {string.Join("; ", parts.Order(StringComparer.Ordinal))}";
    }

    private static BtfChangeKind Inverse(BtfChangeKind change) => change switch
    {
        BtfChangeKind.Added => BtfChangeKind.Removed,
        BtfChangeKind.Removed => BtfChangeKind.Added,
        _ => change,
    };

    private static string Line(BtfChangedPart part, BtfChangeKind change, string name, string old, string @new) => $"{part} {change} '{name}' {old} -> {@new}";
}

using Btf.Core.Comparison;

namespace Btf.Core.Tests.Comparison;

/// <summary>Writes changes as lines, to compare them.</summary>
internal static class ChangeText
{
    /// <summary>Returns each changed type with its parts, sorted.</summary>
    public static string[] Of(BtfComparison comparison) => [.. comparison.Changes.Select(Of).Order(StringComparer.Ordinal)];

    /// <summary>Returns the expected result of the reverse comparison.</summary>
    public static string[] InverseOf(BtfComparison comparison) =>
        [.. comparison.Changes.Select(change => Line(change, Inverse(change.Change), InverseOf(change.Parts))).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> InverseOf(IReadOnlyList<BtfPartChange> parts)
    {
        // A part has its new name, which is the old name in the reverse comparison.
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
        // The kind of a change depends on the side: a declaration became a structure, or the reverse.
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

using Btf.Text;
using Btf.Core;
using Btf.Explorer.Texts;
using Btf.Core.Comparison;

namespace Btf.Explorer.Jobs;

/// <summary>Compares two kernels, and describes single changes when they are asked for.</summary>
internal sealed class ComparisonJob
{
    private const int MostAffected = 200;
    private const int LongestName = 256;

    private readonly BtfObject _old;
    private readonly BtfObject _new;
    private readonly BtfComparison _comparison;

    /// <summary>Compares two objects.</summary>
    /// <param name="old">The older one.</param>
    /// <param name="new">The newer one.</param>
    /// <param name="tell">Takes a text about the work in progress.</param>
    public ComparisonJob(BtfObject old, BtfObject @new, Action<string> tell)
    {
        (_old, _new) = (old, @new);
        tell($"Comparing {old.TypeCount} with {@new.TypeCount} types");
        _comparison = BtfComparison.Compare(old, @new);
        tell("Listing what differs");
        IReadOnlyList<BtfTypeChange> changes = _comparison.Changes;
        Answer = new ComparisonAnswer(
            [.. _comparison.Remarks.Select(SafeText.Of)],
            [.. changes.Select(change => new ChangeRow((int)change.Kind, Cut(SafeText.Of(change.Name)), WordOf(change.Change), change.Old?.Id ?? 0, change.New?.Id ?? 0))]);
    }

    public ComparisonAnswer Answer { get; }

    /// <summary>Returns whether an object is one of the two.</summary>
    public bool IsOf(BtfObject btf) => _old == btf || _new == btf;

    /// <summary>Describes some changes of the list.</summary>
    public ChangeDetails[] Describe(IEnumerable<int> indexes, bool all) =>
        [.. indexes.Where(index => (uint)index < (uint)_comparison.Changes.Count).Select(index => Describe(index, _comparison.Changes[index], all))];

    private static ChangeDetails Describe(int index, BtfTypeChange change, bool all)
    {
        string summary = change.Change == BtfChangeKind.Changed ? DiffWords.SummaryOf(change) : "";
        if (!all)
        {
            return new ChangeDetails(index, Cut(summary), [], "", []);
        }

        BtfImpact impact = change.Impact;
        string[] affected =
        [
            .. impact.Containing.Select(type => $"contained in {type}"),
            .. impact.Functions.Select(type => $"function {Names.Of(type.Name)}"),
            .. impact.Kfuncs.Select(type => $"kfunc {Names.Of(type.Name)}"),
            .. impact.Tracepoints.Select(type => $"tracepoint {Names.Of(type.Name)}"),
            .. impact.StructOps.Select(type => $"struct_ops {Names.Of(type.Name)}"),
        ];
        string[] details = change.Change == BtfChangeKind.Changed ? DiffWords.DetailsOf(change) : [];
        return new ChangeDetails(index, Cut(summary), details, DiffWords.ImpactOf(impact), [.. affected.Take(MostAffected).Select(text => Cut(SafeText.Of(text)))]);
    }

    private static string WordOf(BtfChangeKind change) => change switch
    {
        BtfChangeKind.Added => "added",
        BtfChangeKind.Removed => "removed",
        _ => "changed",
    };

    private static string Cut(string text) => text.Length <= LongestName ? text : string.Concat(text.AsSpan(0, LongestName), "…");
}

using Btf.Core;
using Btf.Core.Comparison;

namespace Btf.Cli;

/// <summary>The changes in the form that people read: grouped by kind, with equal changes of functions in one line.</summary>
internal sealed class DiffReport
{
    // These limits keep the report on two kernels below 3,000 lines.
    private static readonly (string Title, BtfKinds Kinds, int MostLines)[] _sections =
    [
        ("Structures and unions", BtfKinds.Composite, 1500),
        ("Enumerations", BtfKinds.AnyEnum, 380),
        ("Typedefs", BtfKinds.Typedef, 120),
        ("Functions", BtfKinds.Func, 550),
        ("Variables", BtfKinds.Var | BtfKinds.DataSec, 60),
        ("Other types", BtfKinds.All & ~(BtfKinds.Composite | BtfKinds.AnyEnum | BtfKinds.Typedef | BtfKinds.Func | BtfKinds.Var | BtfKinds.DataSec), 40),
    ];

    private DiffReport(IReadOnlyList<string> remarks, IReadOnlyList<DiffSection> sections, IReadOnlyList<string> notes)
    {
        Remarks = remarks;
        Sections = sections;
        Notes = notes;
    }

    /// <summary>The remarks at the top of the report.</summary>
    public IReadOnlyList<string> Remarks { get; }

    public IReadOnlyList<DiffSection> Sections { get; }

    /// <summary>The notes on types that the command asks about and that did not change themselves.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Whether the report is empty.</summary>
    public bool IsEmpty => Remarks.Count == 0 && Sections.Count == 0 && Notes.Count == 0;

    /// <summary>The number of types that the report is about.</summary>
    public int Count => Sections.Sum(section => section.ChangedCount + section.Added.Count + section.Removed.Count);

    public static DiffReport Make(IReadOnlyList<string> remarks, IReadOnlyList<BtfTypeChange> changes, IReadOnlyList<string> notes)
    {
        List<DiffSection> sections = [];
        foreach ((string title, BtfKinds kinds, int mostLines) in _sections)
        {
            BtfTypeChange[] mine = [.. changes.Where(change => kinds.Includes(change.Kind))];
            if (mine.Length == 0)
            {
                continue;
            }

            DiffLine[] changed = [.. mine.Where(change => change.Change == BtfChangeKind.Changed).Select(change => new DiffLine(change))];
            sections.Add(new DiffSection(
                title,
                kinds == BtfKinds.Func ? GroupEqual(changed) : changed,
                changed.Length,
                [.. mine.Where(change => change.Change == BtfChangeKind.Added)],
                [.. mine.Where(change => change.Change == BtfChangeKind.Removed)],
                mostLines));
        }

        return new DiffReport(remarks, sections, notes);
    }

    /// <summary>Puts functions that changed in the same way into one line; large groups first.</summary>
    private static DiffLine[] GroupEqual(DiffLine[] functions) =>
    [
        .. DiffLine.Prepare(functions, line => _ = line.Summary).GroupBy(line => line.Summary, StringComparer.Ordinal)
            .Select(group => group.ToArray())
            .OrderByDescending(group => group.Length)
            .Select(group => group.Length == 1 ? group[0] : new DiffLine(group)),
    ];
}

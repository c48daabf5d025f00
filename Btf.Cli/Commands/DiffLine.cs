using Btf.Core.Comparison;

namespace Btf.Cli;

/// <summary>The words for one change, or for several equal ones. Each text is made when it is first read, because a cut report does not need all of them.</summary>
internal sealed class DiffLine
{
    private const int MostNames = 12;

    private readonly BtfTypeChange _change;
    private readonly IReadOnlyList<DiffLine>? _group;
    private string? _title;
    private string? _summary;
    private string? _impact;
    private string? _text;
    private IReadOnlyList<string>? _details;

    /// <summary>Makes a line for a change.</summary>
    public DiffLine(BtfTypeChange change) => _change = change;

    /// <summary>Makes a line for functions that changed in the same way.</summary>
    public DiffLine(IReadOnlyList<DiffLine> group)
    {
        _change = group[0]._change;
        _summary = group[0].Summary;
        _group = group;
    }

    /// <summary>The type, such as <c>struct task_struct</c>.</summary>
    public string Title => _title ??= _group is null ? SafeText.Of(DiffWords.TitleOf(_change)) : $"{_group.Count} functions ({DiffWords.Join(Names(_group), MostNames)})";

    /// <summary>All differences, in one line.</summary>
    public string Summary => _summary ??= DiffWords.SummaryOf(_change);

    /// <summary>What the change affects; empty where it affects nothing.</summary>
    public string Impact => _impact ??= _group is null ? DiffWords.ImpactOf(_change.Impact) : "";

    /// <summary>The type, all differences and what they affect, in one line.</summary>
    public string Text => _text ??= Impact.Length == 0 ? $"{Title}: {Summary}" : $"{Title}: {Summary} [{Impact}]";

    /// <summary>All differences, one in each line.</summary>
    public IReadOnlyList<string> Details => _details ??=
        _group is null ? DiffWords.DetailsOf(_change) : [.. DiffWords.DetailsOf(_change), $"in {string.Join(", ", Names(_group))}"];

    /// <summary>Makes the words of many lines on all processors, and returns the lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="find">Reads the words of a line.</param>
    public static IReadOnlyList<DiffLine> Prepare(IReadOnlyList<DiffLine> lines, Action<DiffLine> find)
    {
        const int few = 64;
        if (lines.Count > few)
        {
            // The data that all lines share is made first, once.
            find(lines[0]);
            Parallel.For(0, lines.Count, i => find(lines[i]));
        }

        return lines;
    }

    private static IEnumerable<string> Names(IReadOnlyList<DiffLine> group) => group.Select(line => SafeText.Of(line._change.Name));
}

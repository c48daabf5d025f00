using Btf.Core.Comparison;

namespace Btf.Cli;

/// <summary>What is said of one change, or of several that are the same. Words are found when they are first asked for: a text that is cut does not need all.</summary>
internal sealed class DiffLine
{
    private const int MostNames = 12;

    private readonly BtfTypeChange _change;
    private readonly IReadOnlyList<DiffLine>? _group;
    private string? _title;
    private string? _summary;
    private string? _impact;
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

    /// <summary>All that differs, in one line.</summary>
    public string Summary => _summary ??= DiffWords.SummaryOf(_change);

    /// <summary>What is affected; empty where nothing is.</summary>
    public string Impact => _impact ??= _group is null ? DiffWords.ImpactOf(_change.Impact) : "";

    /// <summary>All that differs, a line each.</summary>
    public IReadOnlyList<string> Details => _details ??=
        _group is null ? DiffWords.DetailsOf(_change) : [.. DiffWords.DetailsOf(_change), $"in {string.Join(", ", Names(_group))}"];

    /// <summary>Finds words of many lines with all processors, and returns the lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="find">Asks a line for its words.</param>
    public static IReadOnlyList<DiffLine> Prepare(IReadOnlyList<DiffLine> lines, Action<DiffLine> find)
    {
        const int few = 64;
        if (lines.Count > few)
        {
            // What all lines share is made once, before.
            find(lines[0]);
            Parallel.For(0, lines.Count, i => find(lines[i]));
        }

        return lines;
    }

    private static IEnumerable<string> Names(IReadOnlyList<DiffLine> group) => group.Select(line => SafeText.Of(line._change.Name));
}

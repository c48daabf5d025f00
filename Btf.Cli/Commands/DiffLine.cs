namespace Btf.Cli;

/// <summary>What is said of one change, or of several that are the same. Words are found when they are first asked for: a text that is cut does not need all.</summary>
/// <param name="title">The type, such as <c>struct task_struct</c>.</param>
/// <param name="makeSummary">Makes <see cref="Summary"/>.</param>
/// <param name="makeImpact">Makes <see cref="Impact"/>.</param>
/// <param name="makeDetails">Makes <see cref="Details"/>.</param>
internal sealed class DiffLine(string title, Func<string> makeSummary, Func<string> makeImpact, Func<IReadOnlyList<string>> makeDetails)
{
    private string? _summary;
    private string? _impact;

    /// <summary>The type, such as <c>struct task_struct</c>.</summary>
    public string Title => title;

    /// <summary>All that differs, in one line.</summary>
    public string Summary => _summary ??= makeSummary();

    /// <summary>What is affected; empty where nothing is.</summary>
    public string Impact => _impact ??= makeImpact();

    /// <summary>All that differs, a line each.</summary>
    public IReadOnlyList<string> Details => makeDetails();
}

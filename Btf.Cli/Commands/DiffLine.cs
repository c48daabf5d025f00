namespace Btf.Cli;

/// <summary>What is said of one change, or of several that are the same.</summary>
/// <param name="Title">The type, such as <c>struct task_struct</c>.</param>
/// <param name="Summary">All that differs, in one line.</param>
/// <param name="Impact">What is affected; empty where nothing is.</param>
/// <param name="MakeDetails">Makes <see cref="Details"/>, which most texts do not need.</param>
internal sealed record DiffLine(string Title, string Summary, string Impact, Func<IReadOnlyList<string>> MakeDetails)
{
    /// <summary>All that differs, a line each.</summary>
    public IReadOnlyList<string> Details => MakeDetails();
}

namespace Btf.Cli;

/// <summary>What is said of one change, or of several that are the same.</summary>
/// <param name="Title">The type, such as <c>struct task_struct</c>.</param>
/// <param name="Summary">All that differs, in one line.</param>
/// <param name="Details">All that differs, a line each.</param>
/// <param name="Impact">What is affected; empty where nothing is.</param>
internal sealed record DiffLine(string Title, string Summary, IReadOnlyList<string> Details, string Impact);

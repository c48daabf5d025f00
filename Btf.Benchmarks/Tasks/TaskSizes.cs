namespace Btf.Benchmarks;

/// <summary>How much one call of a task does.</summary>
/// <param name="Ids">The number of ids to resolve.</param>
/// <param name="Names">The number of names to find.</param>
/// <param name="NamesForLibbpf">The number of names that libbpf finds. It scans for each name, so many would take minutes.</param>
/// <param name="Paths">The number of member paths to resolve.</param>
/// <param name="Splits">How often to open a split object.</param>
/// <param name="GraphTypes">The number of types of a graph for the verifier.</param>
internal sealed record TaskSizes(int Ids, int Names, int NamesForLibbpf, int Paths, int Splits, int GraphTypes)
{
    /// <summary>The sizes for measuring: a call takes far longer than reading the clock.</summary>
    public static TaskSizes Measured { get; } = new(1_000_000, 10_000, 20, 10_000, 20, 100_000);

    /// <summary>The sizes for checking that all forms agree.</summary>
    public static TaskSizes Checked { get; } = new(1_000, 100, 5, 100, 2, 100);
}

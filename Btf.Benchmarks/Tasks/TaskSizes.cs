namespace Btf.Benchmarks;

/// <summary>How much one call of a task does.</summary>
/// <param name="Ids">Ids to resolve.</param>
/// <param name="Names">Names to find.</param>
/// <param name="NamesForLibbpf">Of these, which libbpf has to find too. It scans for each: many would take minutes.</param>
/// <param name="Paths">Member paths to resolve.</param>
/// <param name="Splits">How often a split is opened.</param>
/// <param name="GraphTypes">Types of a graph for the verifier.</param>
internal sealed record TaskSizes(int Ids, int Names, int NamesForLibbpf, int Paths, int Splits, int GraphTypes)
{
    /// <summary>For measuring: enough that a call takes far longer than reading the clock does.</summary>
    public static TaskSizes Measured { get; } = new(1_000_000, 10_000, 20, 10_000, 20, 100_000);

    /// <summary>For checking that all forms still agree.</summary>
    public static TaskSizes Checked { get; } = new(1_000, 100, 5, 100, 2, 100);
}

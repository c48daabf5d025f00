namespace Btf.Benchmarks;

/// <summary>One task with the just-in-time compiler and with native AOT.</summary>
/// <param name="Name">The task.</param>
/// <param name="Jit">The median with the just-in-time compiler, in ns per operation.</param>
/// <param name="Aot">The median with native AOT.</param>
/// <param name="AotOfLibbpf">The ratio of our time with native AOT to libbpf's time.</param>
/// <param name="AotOfLimit">The ratio of our time with native AOT to the limit's time.</param>
internal sealed record AotRow(string Name, double Jit, double Aot, double? AotOfLibbpf, double? AotOfLimit)
{
    /// <summary>The row as text.</summary>
    public string[] Cells => [Name, Quantity.Time(Jit), Quantity.Time(Aot), Quantity.Ratio(Aot / Jit), Quantity.Ratio(AotOfLibbpf), Quantity.Ratio(AotOfLimit)];

    /// <summary>The names of the columns.</summary>
    public static string[] Titles { get; } = ["NAME", "JIT", "AOT", "AOT/JIT", "AOT/libbpf", "AOT/limit"];
}

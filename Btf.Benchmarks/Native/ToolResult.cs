namespace Btf.Benchmarks;

/// <summary>How a program ended.</summary>
/// <param name="Succeeded">Whether it was there, and its answer was 0.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Error">What it wrote to its standard error, or why it could not be started.</param>
internal sealed record ToolResult(bool Succeeded, string Output, string Error);

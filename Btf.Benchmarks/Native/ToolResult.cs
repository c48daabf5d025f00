namespace Btf.Benchmarks;

/// <summary>The result of a program.</summary>
/// <param name="Succeeded">Whether it was started and its exit code was 0.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error, or why it could not be started.</param>
internal sealed record ToolResult(bool Succeeded, string Output, string Error);

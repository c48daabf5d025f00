namespace Btf.Cli;

/// <summary>Ends the command: one line for standard error, and the exit code.</summary>
internal sealed class ToolException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

namespace Btf.Cli;

/// <summary>The exit codes of the tool.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The answer is no: not found, not valid.</summary>
    public const int No = 1;

    public const int WrongUsage = 2;

    /// <summary>The input cannot be read or parsed, or the output cannot be written.</summary>
    public const int Unreadable = 3;
}

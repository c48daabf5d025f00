namespace Btf.Cli;

/// <summary>Finds the program that shows long answers page by page.</summary>
internal static class Pager
{
    /// <summary>The option that turns the pager off.</summary>
    public const string Off = "--no-pager";

    private const string OwnVariable = "BTF_PAGER";
    private const string CommonVariable = "PAGER";
    private const string None = "cat";

    /// <summary>The line for the shell: <c>BTF_PAGER</c>, else <c>PAGER</c>. Null for no pager.</summary>
    /// <remarks>There is no default: a pager that nobody asked for would wait for ever on a terminal that nobody types at.</remarks>
    public static string? Command
    {
        get
        {
            string? named = Environment.GetEnvironmentVariable(OwnVariable) ?? Environment.GetEnvironmentVariable(CommonVariable);
            return named?.Trim() is null or "" or None ? null : named;
        }
    }

    /// <summary>Opens standard output for an answer that a person reads: through the pager, if the terminal can show one.</summary>
    /// <param name="isOff">Whether the command line turns the pager off.</param>
    public static Stream OpenOutput(bool isOff) =>
        OperatingSystem.IsLinux() && !isOff && Terminal.IsWatched && !Terminal.IsDumb && Command is { } command
            ? new PagedStream(StandardStreams.Current.OpenOutput(), command)
            : StandardStreams.Current.OpenOutput();
}

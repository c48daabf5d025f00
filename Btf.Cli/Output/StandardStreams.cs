namespace Btf.Cli;

/// <summary>Standard output and standard error.</summary>
internal static class StandardStreams
{
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;

    [ThreadStatic]
    private static Stream? _output;

    [ThreadStatic]
    private static Stream? _error;

    /// <summary>Whether a test has replaced this thread's streams.</summary>
    public static bool AreReplaced => _output is not null;

    /// <summary>Opens standard output.</summary>
    public static Stream OpenOutput() => _output ?? (OperatingSystem.IsLinux() ? new DescriptorStream(OutputDescriptor, "Standard output") : Console.OpenStandardOutput());

    /// <summary>Opens standard error.</summary>
    public static Stream OpenError() => _error ?? (OperatingSystem.IsLinux() ? new DescriptorStream(ErrorDescriptor, "Standard error") : Console.OpenStandardError());

    /// <summary>Replaces the streams of this thread, for tests; null restores them. The streams stay open.</summary>
    public static void Replace(Stream? output, Stream? error)
    {
        _output = output;
        _error = error;
    }
}

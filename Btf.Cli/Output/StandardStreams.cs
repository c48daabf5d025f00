namespace Btf.Cli;

/// <summary>The streams that a run of the tool uses as standard output and standard error.</summary>
internal sealed class StandardStreams
{
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;

    [ThreadStatic]
    private static StandardStreams? _current;

    private readonly Stream? _output;
    private readonly Stream? _error;

    private StandardStreams()
    {
    }

    /// <param name="output">The stream for the answer. It must survive being closed more than once.</param>
    /// <param name="error">The stream for errors and warnings.</param>
    public StandardStreams(Stream output, Stream error)
    {
        _output = output;
        _error = error;
    }

    /// <summary>The streams of the process.</summary>
    public static StandardStreams OfProcess { get; } = new();

    /// <summary>The streams of the run on this thread; on threads of no run, those of the process.</summary>
    public static StandardStreams Current
    {
        get => _current ?? OfProcess;
        set => _current = value;
    }

    /// <summary>Opens standard output.</summary>
    public Stream OpenOutput() => _output ?? (OperatingSystem.IsLinux() ? new DescriptorStream(OutputDescriptor, "Standard output") : Console.OpenStandardOutput());

    /// <summary>Opens standard error.</summary>
    public Stream OpenError() => _error ?? (OperatingSystem.IsLinux() ? new DescriptorStream(ErrorDescriptor, "Standard error") : Console.OpenStandardError());
}

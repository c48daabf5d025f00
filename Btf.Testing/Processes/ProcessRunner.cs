using System.Diagnostics;

namespace Btf.Testing;

/// <summary>Runs a program without a shell and waits for its end; one that takes more than a minute, where nothing else is said, is killed.</summary>
public static class ProcessRunner
{
    private static readonly TimeSpan _timeLimit = TimeSpan.FromMinutes(1);

    public static ProcessResult Run(string file, params IEnumerable<string> arguments) => Run(new ProcessStartInfo(file, arguments), _timeLimit);

    /// <summary>Runs a program with a folder, an environment and a time limit of its own.</summary>
    public static ProcessResult Run(ProcessStartInfo start, TimeSpan timeLimit)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        using MemoryStream output = new();
        Task copying = process.StandardOutput.BaseStream.CopyToAsync(output);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(timeLimit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{start.FileName} was still running after {timeLimit}.");
        }

        Task.WaitAll(copying, errors);
        return new ProcessResult(process.ExitCode, output.ToArray(), errors.Result);
    }
}

using System.Diagnostics;

namespace Btf.Testing;

/// <summary>Runs a program without a shell and waits for its end. By default, kills it after a minute.</summary>
public static class ProcessRunner
{
    private static readonly TimeSpan _timeLimit = TimeSpan.FromMinutes(1);

    public static ProcessResult Run(string file, params IEnumerable<string> arguments) => Run(new ProcessStartInfo(file, arguments), _timeLimit);

    /// <summary>Runs a program with its own folder, environment and time limit.</summary>
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

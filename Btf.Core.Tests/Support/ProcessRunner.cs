using System.Diagnostics;

namespace Btf.Core.Tests;

/// <summary>Runs a program without a shell and waits for its end; one that takes more than a minute is killed.</summary>
public static class ProcessRunner
{
    private static readonly TimeSpan _timeLimit = TimeSpan.FromMinutes(1);

    public static ProcessResult Run(string file, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
        using MemoryStream output = new();
        Task copying = process.StandardOutput.BaseStream.CopyToAsync(output);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(_timeLimit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} was still running after {_timeLimit}.");
        }

        Task.WaitAll(copying, errors);
        return new ProcessResult(process.ExitCode, output.ToArray(), errors.Result);
    }
}

using System.ComponentModel;
using System.Diagnostics;

namespace Btf.Benchmarks;

/// <summary>Runs other programs.</summary>
internal static class Tool
{
    /// <summary>Runs a program to its end.</summary>
    public static ToolResult Run(string program, params IEnumerable<string> arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return new ToolResult(process.ExitCode == 0, output.GetAwaiter().GetResult(), error);
        }
        catch (Win32Exception e)
        {
            return new ToolResult(false, "", e.Message);
        }
    }
}

using System.Diagnostics;
using System.Text;
using Btf.Cli;

namespace Btf.Core.Tests;

/// <summary>The built command line tool, run as a process or within this one.</summary>
public static class BtfTool
{
    private static readonly string _assembly = Path.Combine(AppContext.BaseDirectory, "btf.dll");

    /// <summary>The tool's built-in sample as a file.</summary>
    public static string Sample => Fixture.PathOf("sample.btf");

    /// <summary>The program and its first argument.</summary>
    public static IReadOnlyList<string> Command => ["dotnet", _assembly];

    /// <summary>The command with which a shell runs the tool.</summary>
    public static string ShellCommand => $"dotnet '{_assembly}'";

    /// <summary>The same, heeding signals that this process was started to ignore, as <c>nohup</c> and a shell's <c>&amp;</c> do.</summary>
    public static string InterruptibleCommand => $"env --default-signal=INT,HUP,QUIT {ShellCommand}";

    /// <summary>How to start the tool.</summary>
    public static ProcessStartInfo Start(params IEnumerable<string> arguments) => new("dotnet", [_assembly, .. arguments]);

    public static ProcessResult Run(params IEnumerable<string> arguments) => ProcessRunner.Run("dotnet", [_assembly, .. arguments]);

    /// <summary>Runs a shell command in which <c>btf</c> is the tool.</summary>
    public static ProcessResult RunShell(string line) =>
        ProcessRunner.Run("bash", "-c", $"btf() {{ {ShellCommand} \"$@\"; }}; {line}");

    /// <summary>Runs the tool within this process, which takes a thousandth of the time of a new process.</summary>
    public static ProcessResult Ask(params IEnumerable<string> arguments)
    {
        using OpenStream output = new();
        using OpenStream error = new();
        int exitCode = Tool.Run([.. arguments], new StandardStreams(output, error));
        return new ProcessResult(exitCode, output.ToArray(), Encoding.UTF8.GetString(error.ToArray()));
    }

    /// <summary>A memory stream that stays open when the tool closes it.</summary>
    private sealed class OpenStream : MemoryStream
    {
        public override void Close()
        {
        }
    }
}

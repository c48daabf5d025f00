using System.Diagnostics;
using System.Text;
using Btf.Cli;

namespace Btf.Core.Tests;

/// <summary>The built command line tool, run as a process or within this one.</summary>
public static class BtfTool
{
    private const string PathVariable = "BTF_TOOL";

    /// <summary>The tool's built-in sample as a file.</summary>
    public static string Sample => Fixture.PathOf("sample.btf");

    /// <summary>The program and its first argument for the assembly beside the tests.</summary>
    public static IReadOnlyList<string> Managed { get; } = ["dotnet", Path.Combine(AppContext.BaseDirectory, "btf.dll")];

    /// <summary>The program and its first arguments: the native tool that <c>BTF_TOOL</c> names, or <see cref="Managed"/>.</summary>
    public static IReadOnlyList<string> Command { get; } =
        Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } native ? [Path.GetFullPath(native)] : Managed;

    /// <summary>The command with which a shell runs the tool.</summary>
    public static string ShellCommand => string.Join(' ', Command.Select(word => $"'{word}'"));

    /// <summary>The same, heeding signals that this process was started to ignore, as <c>nohup</c> and a shell's <c>&amp;</c> do.</summary>
    public static string InterruptibleCommand => $"env --default-signal=INT,HUP,QUIT {ShellCommand}";

    /// <summary>How to start the tool.</summary>
    public static ProcessStartInfo Start(params IEnumerable<string> arguments) => new(Command[0], [.. Command.Skip(1), .. arguments]);

    public static ProcessResult Run(params IEnumerable<string> arguments) => ProcessRunner.Run(Command[0], [.. Command.Skip(1), .. arguments]);

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

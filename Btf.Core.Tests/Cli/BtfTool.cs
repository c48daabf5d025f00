using System.Diagnostics;

namespace Btf.Core.Tests;

/// <summary>The built command line tool, run as a process.</summary>
public static class BtfTool
{
    private static readonly string _assembly = Path.Combine(AppContext.BaseDirectory, "btf.dll");

    /// <summary>The sample that the tool carries, as a file.</summary>
    public static string Sample => Fixture.PathOf("sample.btf");

    /// <summary>The program and its first argument.</summary>
    public static IReadOnlyList<string> Command => ["dotnet", _assembly];

    /// <summary>What a shell runs the tool with.</summary>
    public static string ShellCommand => $"dotnet '{_assembly}'";

    /// <summary>How the tool is started.</summary>
    public static ProcessStartInfo Start(params IEnumerable<string> arguments) => new("dotnet", [_assembly, .. arguments]);

    public static ProcessResult Run(params IEnumerable<string> arguments) => ProcessRunner.Run("dotnet", [_assembly, .. arguments]);

    /// <summary>Runs a line of a shell in which <c>btf</c> is the tool.</summary>
    public static ProcessResult RunShell(string line) =>
        ProcessRunner.Run("bash", "-c", $"btf() {{ {ShellCommand} \"$@\"; }}; {line}");
}

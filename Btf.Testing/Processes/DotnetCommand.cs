using System.Diagnostics;

namespace Btf.Testing;

/// <summary>Runs the .NET SDK's command line like a user outside this repository.</summary>
public sealed class DotnetCommand
{
    // These variables describe the build that runs the tests, and would mislead the builds that the tests start.
    private static readonly string[] ForeignVariables =
        ["MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "VSTEST_DOTNET_ROOT_PATH"];

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    private readonly string _folder;
    private readonly string _packages;

    /// <param name="folder">The folder to run commands in.</param>
    /// <param name="packages">The folder to restore packages to.</param>
    public DotnetCommand(string folder, string packages)
    {
        _folder = folder;
        _packages = packages;
    }

    /// <summary>The machine's own folder of restored packages.</summary>
    public static string MachinePackages { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
        ? set
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Runs a command and waits for its end.</summary>
    /// <exception cref="InvalidOperationException">The command failed. The message has its output.</exception>
    public string Run(params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { WorkingDirectory = _folder };
        foreach (string variable in ForeignVariables)
        {
            start.Environment.Remove(variable);
        }

        start.Environment["NUGET_PACKAGES"] = _packages;

        // A build server would inherit the output pipe of this command and keep it open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        ProcessResult result = ProcessRunner.Run(start, TimeLimit);
        return result.ExitCode == 0
            ? result.Text
            : throw new InvalidOperationException($"dotnet {string.Join(' ', start.ArgumentList)} ended with {result.ExitCode}:\n{result.Text}{result.StandardError}");
    }
}

using System.Diagnostics;
using System.Reflection;

namespace Btf.Core.Tests;

/// <summary>A program that uses the library and runs in a process of its own.</summary>
public sealed class ChildProgram : IDisposable
{
    private const string RuntimeConfiguration = """
        { "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _program;

    /// <param name="source">The program, as in <see cref="Snippet"/>.</param>
    public ChildProgram(string source)
    {
        byte[] image = Snippet.Compile(source);
        _program = _folder.Write("program.dll", image);
        File.WriteAllText(_folder.PathOf("program.runtimeconfig.json"), RuntimeConfiguration);
        foreach (Assembly library in Snippet.Libraries)
        {
            foreach (string file in Directory.GetFiles(Path.GetDirectoryName(library.Location)!, "*.dll"))
            {
                File.Copy(file, _folder.PathOf(Path.GetFileName(file)), overwrite: true);
            }
        }
    }

    /// <summary>Runs the program, under a memory limit where the machine permits it.</summary>
    /// <param name="memoryLimit">In bytes; 0 for none.</param>
    /// <param name="arguments">The program's arguments.</param>
    public ProcessResult Run(long memoryLimit, params string[] arguments) => Run(memoryLimit, "", new Dictionary<string, string>(), arguments);

    /// <summary>Runs the program after a command of the shell, and with variables of its own.</summary>
    /// <param name="memoryLimit">In bytes; 0 for none.</param>
    /// <param name="command">What the shell does before, such as <c>ulimit -v 1000000</c>; empty for nothing.</param>
    /// <param name="variables">Variables of the environment.</param>
    /// <param name="arguments">The program's arguments.</param>
    public ProcessResult Run(long memoryLimit, string command, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Oracles.Program("dotnet");
        using MemoryGroup? group = memoryLimit == 0 ? null : MemoryGroup.TryCreate(memoryLimit);
        string join = group is null ? "" : "echo $$ > \"$0\" && ";
        string before = command.Length == 0 ? "" : $"{command} && ";
        ProcessStartInfo start = join.Length + before.Length == 0
            ? new(dotnet, [_program, .. arguments])
            : new("/bin/sh", ["-c", $"{join}{before}exec \"$@\"", group?.Processes ?? "", dotnet, _program, .. arguments]);
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return ProcessRunner.Run(start, TimeSpan.FromMinutes(2));
    }

    public void Dispose() => _folder.Dispose();
}

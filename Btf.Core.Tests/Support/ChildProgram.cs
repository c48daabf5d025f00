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
    public ProcessResult Run(long memoryLimit, params string[] arguments)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Oracles.Program("dotnet");
        using MemoryGroup? group = memoryLimit == 0 ? null : MemoryGroup.TryCreate(memoryLimit);
        ProcessStartInfo start = group is null
            ? new(dotnet, [_program, .. arguments])
            : new("/bin/sh", ["-c", "echo $$ > \"$0\" && exec \"$@\"", group.Processes, dotnet, _program, .. arguments]);
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return ProcessRunner.Run(start, TimeSpan.FromMinutes(2));
    }

    public void Dispose() => _folder.Dispose();
}

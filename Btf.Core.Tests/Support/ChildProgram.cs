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

    // The compiler's attribute Debuggable without optimisation. The replacement makes the runtime optimise as without the attribute.
    private static readonly byte[] _slow = [1, 0, 7, 1, 0, 0, 0, 0];
    private static readonly byte[] _fast = [1, 0, 2, 0, 0, 0, 0, 0];

    /// <param name="source">The program, as in <see cref="Snippet"/>.</param>
    /// <param name="isOptimized">Whether the runtime optimises the program and the library, so that a local variable dies after its last use.</param>
    public ChildProgram(string source, bool isOptimized = false)
    {
        byte[] image = Snippet.Compile(source);
        _program = _folder.Write("program.dll", isOptimized ? Optimized(image) : image);
        File.WriteAllText(_folder.PathOf("program.runtimeconfig.json"), RuntimeConfiguration);
        foreach (Assembly library in Snippet.Libraries)
        {
            foreach (string file in Directory.GetFiles(Path.GetDirectoryName(library.Location)!, "*.dll"))
            {
                File.Copy(file, _folder.PathOf(Path.GetFileName(file)), overwrite: true);
            }

            if (isOptimized)
            {
                string copy = _folder.PathOf(Path.GetFileName(library.Location));
                File.WriteAllBytes(copy, Optimized(File.ReadAllBytes(copy)));
            }
        }
    }

    /// <summary>Runs the program, with a memory limit if the machine permits it.</summary>
    /// <param name="memoryLimit">The limit in bytes; 0 for none.</param>
    /// <param name="arguments">The program's arguments.</param>
    public ProcessResult Run(long memoryLimit, params string[] arguments) => Run(memoryLimit, "", new Dictionary<string, string>(), arguments);

    /// <summary>Runs the program after a shell command, and with environment variables.</summary>
    /// <param name="memoryLimit">The limit in bytes; 0 for none.</param>
    /// <param name="command">The command to run before, such as <c>ulimit -v 1000000</c>; empty for none.</param>
    /// <param name="variables">The environment variables.</param>
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
        return ProcessRunner.Run(start, TimeSpan.FromMinutes(LongRun.Rounds(2, 15)));
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Optimized(byte[] image)
    {
        for (int at = 0, found; (found = image.AsSpan(at).IndexOf(_slow)) >= 0; at += found + _slow.Length)
        {
            _fast.CopyTo(image, at + found);
        }

        return image;
    }
}

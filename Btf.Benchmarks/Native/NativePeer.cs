using System.Runtime.InteropServices;

namespace Btf.Benchmarks;

/// <summary>The C implementations, compiled from <c>peer.c</c> on first use with the machine's compiler.</summary>
internal static unsafe class NativePeer
{
    /// <summary>The environment variable with the folder of another libbpf than the system's.</summary>
    public const string LibbpfVariable = "BTF_LIBBPF";

    private const int VersionUnit = 1000;
    private static readonly Lazy<(nint Library, bool HasLibbpf)> _built = new(Build);
    private static readonly string[] _headerFolders = ["usr/include", "include"];
    private static readonly string[] _libraryFolders = ["usr/lib64", "usr/lib", "lib64", "lib"];

    /// <summary>The compiler's version; null if there is none.</summary>
    public static string? CompilerVersion => Tool.Run("gcc", ["-dumpfullversion"]) is { Succeeded: true } result ? result.Output.Trim() : null;

    /// <summary>Libbpf's version, such as 1.1; null if it is not installed.</summary>
    public static string? LibbpfVersion
    {
        get
        {
            nint version = TryFunction("libbpf_version");
            if (version == 0)
            {
                return null;
            }

            ulong number = ((delegate* unmanaged<ulong>)version)();
            return $"{number / VersionUnit}.{number % VersionUnit}";
        }
    }

    /// <summary>Returns the address of a function of <c>peer.c</c>.</summary>
    public static nint Function(string name) => NativeLibrary.GetExport(_built.Value.Library, name);

    /// <summary>Returns the address of a function of <c>peer.c</c>; 0 if it does not exist or <c>peer.c</c> could not be compiled.</summary>
    public static nint TryFunction(string name) =>
        _built.Value.Library != 0 && NativeLibrary.TryGetExport(_built.Value.Library, name, out nint address) ? address : 0;

    /// <summary>Compiles <c>peer.c</c> as the program that gives a first answer with libbpf, and returns whether this succeeded.</summary>
    public static bool TryCompileFirstAnswer(string target) => Compile(target, ["-DFIRST_ANSWER", .. LibbpfOptions()], out _);

    private static (nint Library, bool HasLibbpf) Build()
    {
        string target = Path.Combine(Path.GetTempPath(), $"btf-peer-{Environment.ProcessId}.so");
        bool hasLibbpf = Compile(target, ["-shared", "-fPIC", .. LibbpfOptions()], out string complaint);
        if (!hasLibbpf)
        {
            if (Folder is { Length: > 0 } folder)
            {
                throw new InvalidOperationException($"peer.c does not compile with the libbpf in '{folder}': {complaint}");
            }

            Console.Error.WriteLine("Without a comparison with libbpf, which is not installed: apt-get install libbpf-dev");
            if (!Compile(target, ["-shared", "-fPIC", "-DWITHOUT_LIBBPF"], out complaint))
            {
                Console.Error.WriteLine($"Without the limit in C, which needs gcc: apt-get install gcc. {complaint}");
                return default;
            }
        }

        nint library = NativeLibrary.Load(target);
        File.Delete(target);
        return (library, hasLibbpf);
    }

    /// <summary>Whether another libbpf than the system's was chosen.</summary>
    public static bool IsChosen => Folder is { Length: > 0 };

    private static string? Folder => Environment.GetEnvironmentVariable(LibbpfVariable);

    // The folders that "make install" uses with DESTDIR=folder or PREFIX=folder.
    private static string[] LibbpfOptions()
    {
        if (Folder is not { Length: > 0 } folder)
        {
            return ["-lbpf"];
        }

        string root = Path.GetFullPath(folder);
        IEnumerable<string> There(string[] parts) => parts.Select(part => Path.Combine(root, part)).Where(Directory.Exists);
        return
        [
            .. There(_headerFolders).Select(path => $"-I{path}"),
            .. There(_libraryFolders).SelectMany<string, string>(path => [$"-L{path}", $"-Wl,-rpath,{path}"]),
            "-lbpf",
        ];
    }

    private static bool Compile(string target, string[] options, out string complaint)
    {
        string source = Path.Combine(AppContext.BaseDirectory, "Native", "peer.c");
        ToolResult result = Tool.Run("gcc", ["-O2", "-o", target, source, .. options]);
        complaint = result.Error;
        return result.Succeeded;
    }
}

namespace Btf.Benchmarks;

/// <summary>The files for measuring opening. Files that the machine does not have are made in a folder that is deleted with this object.</summary>
internal sealed class InputFiles : IDisposable
{
    private const int ModuleCount = 40;
    private const int ModuleTypes = 700;
    private const string KernelName = "vmlinux";

    private readonly string _kernel;
    private readonly Lazy<DirectoryInfo> _folder = new(() => Directory.CreateTempSubdirectory("btf-benchmarks-"));
    private readonly Lazy<byte[]> _data;
    private readonly Lazy<string> _copy;
    private readonly Lazy<string> _module;
    private readonly Lazy<string> _collection;

    public InputFiles(string kernel)
    {
        _kernel = kernel;
        _data = new(() => File.ReadAllBytes(kernel));
        _copy = new(() => Write("ordinary.btf", Data));
        _module = new(() => RealModules().OrderBy(file => Math.Abs(file.Length - TypicalLength)).FirstOrDefault()?.FullName
            ?? Write("module.btf", SplitTypes.Make(Data, ModuleTypes, 0)));
        _collection = new(() => RealModules().Any() ? Path.GetDirectoryName(kernel)! : MakeCollection());
    }

    /// <summary>The kernel's file.</summary>
    public string Kernel => _kernel;

    /// <summary>The kernel's bytes.</summary>
    public byte[] Data => _data.Value;

    /// <summary>The same bytes in an ordinary file.</summary>
    public string OrdinaryCopy => _copy.Value;

    /// <summary>A module of about 700 types.</summary>
    public string Module => _module.Value;

    /// <summary>A folder with the kernel and modules.</summary>
    public string Collection => _collection.Value;

    // The size in bytes of a module with so many types, by the modules of Debian's kernels.
    private static int TypicalLength => ModuleTypes * 40;

    public void Dispose()
    {
        if (_folder.IsValueCreated)
        {
            _folder.Value.Delete(recursive: true);
        }
    }

    /// <summary>Writes a file that is deleted with this object, and returns its path.</summary>
    public string Write(string name, byte[] data)
    {
        string path = Path.Combine(_folder.Value.FullName, name);
        File.WriteAllBytes(path, data);
        return path;
    }

    // Only the running kernel's folder surely has nothing but its modules.
    private IEnumerable<FileInfo> RealModules() =>
        Path.GetDirectoryName(_kernel) is "/sys/kernel/btf" and string folder
            ? new DirectoryInfo(folder).EnumerateFiles().Where(file => file.Name != KernelName)
            : [];

    private string MakeCollection()
    {
        string folder = _folder.Value.CreateSubdirectory("collection").FullName;
        File.WriteAllBytes(Path.Combine(folder, KernelName), Data);
        for (int i = 1; i <= ModuleCount; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"module{i}"), SplitTypes.Make(Data, ModuleTypes, i));
        }

        return folder;
    }
}

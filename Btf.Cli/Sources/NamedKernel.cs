using Btf.Core;

namespace Btf.Cli;

/// <summary>One of several kernels that a command looks at, with the modules that belong to it.</summary>
/// <param name="name">What it is called among the others.</param>
/// <param name="file">The file that it was read from.</param>
/// <param name="kernel">Its types.</param>
internal sealed class NamedKernel(string name, string file, BtfObject kernel) : IDisposable
{
    private readonly List<string> _moduleFiles = [];
    private bool _hasModules;

    public string Name { get; } = name;

    /// <summary>The files that it is read from.</summary>
    public IEnumerable<string> Files => [file, .. _moduleFiles];

    /// <summary>The kernel and those of its modules that were opened.</summary>
    public BtfCollection Types { get; } = new(kernel);

    /// <summary>Whether it may have modules that were not opened yet.</summary>
    public bool HasUnopenedModules => !_hasModules && _moduleFiles.Count > 0;

    /// <summary>Whether a file that does not stand alone is a module of this kernel, as far as its names tell.</summary>
    public bool TryAddModule(string path)
    {
        if (!Source.TryOpenFile(path, Types.Base, out BtfObject? module, out _, new BtfOpenOptions { NameLookup = NameLookup.Scan }))
        {
            return false;
        }

        Source.WarnOfWrongBase(path, module, file);
        _moduleFiles.Add(path);
        Types.Add(UniqueName(path), module);
        return true;
    }

    /// <summary>Takes a file for a module without opening it.</summary>
    public void Expect(string path) => _moduleFiles.Add(path);

    /// <summary>Opens the modules. Those that cannot be are left out: whatever else lies beside a kernel was taken for one.</summary>
    public void OpenModules()
    {
        _hasModules = true;
        foreach (string path in _moduleFiles.Where(path => !Types.Names.Contains(path)))
        {
            if (Source.TryOpenFile(path, Types.Base, out BtfObject? module, out _, new BtfOpenOptions { NameLookup = NameLookup.Scan }))
            {
                Types.Add(UniqueName(path), module);
            }
        }
    }

    public void Dispose() => Types.Dispose();

    // Files of two directories may have one name.
    private string UniqueName(string path)
    {
        string stem = KernelNames.StemOf(Path.GetFileName(path));
        return Types.Names.Contains(stem) ? path : stem;
    }
}

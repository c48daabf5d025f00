using System.Diagnostics.CodeAnalysis;
using Btf.Core;

namespace Btf.Cli;

/// <summary>One of several kernels that a command looks at, with the modules that belong to it.</summary>
/// <param name="name">Its name among the others.</param>
/// <param name="file">The file that it was read from.</param>
/// <param name="kernel">Its types.</param>
internal sealed class NamedKernel(string name, string file, BtfObject kernel) : IDisposable
{
    private readonly List<string> _moduleFiles = [];
    private readonly HashSet<string> _openedFiles = [];

    public string Name { get; } = name;

    /// <summary>The files that it was read from.</summary>
    public IEnumerable<string> Files => [file, .. _moduleFiles];

    /// <summary>The kernel and its opened modules.</summary>
    public BtfCollection Types { get; } = new(kernel);

    /// <summary>Whether it may have modules that are not open yet.</summary>
    public bool HasUnopenedModules => _moduleFiles.Exists(path => !_openedFiles.Contains(Path.GetFullPath(path)));

    /// <summary>Whether, by its name, a file that does not stand alone is a module of this kernel.</summary>
    public bool TryAddModule(string path)
    {
        if (_openedFiles.Contains(Path.GetFullPath(path)))
        {
            // A module that is named twice is the same module.
            return true;
        }

        if (!TryOpen(path, out BtfObject? module))
        {
            return false;
        }

        Source.WarnOfWrongBase(path, module, file);
        _moduleFiles.Add(path);
        return true;
    }

    /// <summary>Adds a file as a module, without opening it.</summary>
    public void Expect(string path) => _moduleFiles.Add(path);

    /// <summary>Opens the modules. Leaves out files that cannot be opened: every file beside a kernel counts as a module at first.</summary>
    public void OpenModules()
    {
        foreach (string path in _moduleFiles.Where(path => !_openedFiles.Contains(Path.GetFullPath(path))))
        {
            _ = TryOpen(path, out _);
        }
    }

    public void Dispose() => Types.Dispose();

    private bool TryOpen(string path, [NotNullWhen(true)] out BtfObject? module)
    {
        _openedFiles.Add(Path.GetFullPath(path));
        if (Source.TryOpenFile(path, Types.Base, out module, out _, new BtfOpenOptions { NameLookup = NameLookup.Scan }))
        {
            Types.Add(UniqueName(path), module);
            return true;
        }

        return false;
    }

    // Files in two directories may have the same name.
    private string UniqueName(string path)
    {
        string stem = KernelNames.StemOf(Path.GetFileName(path));
        return Types.Names.Contains(stem) ? path : stem;
    }
}

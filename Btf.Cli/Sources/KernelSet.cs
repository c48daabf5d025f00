using Btf.Compression;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Opens kernels one after another, from files, directories, patterns and archives. Warns of a file that cannot be opened, and goes on with the next.</summary>
/// <param name="lookup">How names are found in them.</param>
internal sealed class KernelSet(NameLookup lookup)
{
    private readonly BtfOpenOptions _options = new() { NameLookup = lookup };

    /// <summary>Whether opening a file has failed so far.</summary>
    public bool HasFailures { get; private set; }

    /// <summary>The files that the places named, including those that are no kernels. Empty until the kernels are opened.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    /// <summary>Opens the kernels in the order in which they are named. The caller disposes each.</summary>
    /// <param name="places">Files, directories, patterns and archives. A file that does not stand alone is a module of the kernel before it.</param>
    /// <exception cref="ToolException">There is no such place. Thrown before anything is opened.</exception>
    public IEnumerable<NamedKernel> Open(IEnumerable<string> places)
    {
        BtfCompression.Register();
        (string File, bool IsNamed)[] files = [.. places.SelectMany(place => KernelFiles.List(place).Select(file => (file, File.Exists(place))))];
        Files = [.. files.Select(file => file.File)];
        return Open(files);
    }

    private IEnumerable<NamedKernel> Open((string File, bool IsNamed)[] files)
    {
        string[] names = KernelNames.Of([.. files.Select(file => file.File)]);
        NamedKernel? kernel = null;
        for (int i = 0; i < files.Length; i++)
        {
            (string file, bool isNamed) = files[i];
            if (!isNamed && kernel is not null && IsBeside(kernel, file))
            {
                kernel.Expect(file);
                continue;
            }

            if (!isNamed && kernel is not null)
            {
                // Only a file that is named by itself can be a module of the kernel before it. So this kernel need not stay open beside the next one.
                yield return kernel;
                kernel = null;
            }

            foreach (NamedKernel next in OpenFile(file, names[i], isNamed, kernel))
            {
                if (kernel is not null)
                {
                    yield return kernel;
                }

                kernel = next;
            }
        }

        if (kernel is not null)
        {
            yield return kernel;
        }
    }

    /// <summary>Whether a file lies in or below the directory of a kernel with the file name vmlinux: such a file is one of its modules.</summary>
    private static bool IsBeside(NamedKernel kernel, string file)
    {
        string main = kernel.Files.First();
        string folder = Path.GetDirectoryName(main) ?? "";
        return KernelNames.IsVmlinux(main) && !KernelNames.IsVmlinux(file) && (folder.Length == 0 || file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }

    private IEnumerable<NamedKernel> OpenFile(string file, string name, bool isNamed, NamedKernel? before)
    {
        if (!isNamed && BpfFile.IsObject(file))
        {
            // A BPF program among the kernels.
            yield break;
        }

        if (Source.TryOpenFile(file, null, out BtfObject? alone, out BtfError error, _options))
        {
            yield return new NamedKernel(name, file, alone);
        }
        else if (error.Code == BtfErrorCode.Unreadable)
        {
            Fail($"{file}: {InputFile.Reason(file, error)}");
        }
        else if (KernelArchive.TryOpen(file, out KernelArchive? archive))
        {
            using (archive)
            {
                foreach (NamedKernel kernel in OpenEntries(archive, file, name))
                {
                    yield return kernel;
                }
            }
        }
        else if ((!isNamed || before is null || !before.TryAddModule(file)) && (isNamed || error.Code is not (BtfErrorCode.BadMagic or BtfErrorCode.NoBtf)))
        {
            Fail($"{file}: {error.Message}");
        }
    }

    private IEnumerable<NamedKernel> OpenEntries(KernelArchive archive, string file, string name)
    {
        foreach ((string entry, BtfObject? btf, string reason) in archive.Read(_options))
        {
            string stem = KernelNames.StemOf(entry.TrimStart('.', '/'));
            if (btf is not null)
            {
                // Archives of BTFHub hold one kernel, and have its name.
                yield return new NamedKernel(Path.GetFileName(name) == Path.GetFileName(stem) ? name : $"{name}/{stem}", file, btf);
            }
            else
            {
                Fail($"{file}{(entry.Length == 0 ? "" : $" ({entry})")}: {reason}");
            }
        }
    }

    private void Fail(string message)
    {
        Warning.Write(message);
        HasFailures = true;
    }
}

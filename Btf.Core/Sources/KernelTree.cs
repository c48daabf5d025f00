using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

/// <summary>Finds the modules of a kernel's tree, and the kernel itself. See <see cref="BtfCollection.OpenKernelTree"/>.</summary>
internal sealed class KernelTree
{
    private const string ModuleSuffix = ".ko";
    private const string PreferredFolder = "updates";

    // {0} is the directory, {1} the system's root directory, {2} the release.
    private static readonly string[] _inTree = ["{0}/vmlinux", "{0}/vmlinux-{2}", "{0}/build/vmlinux", "{0}/kernel/vmlinux", "{0}/vmlinuz"];

    private static readonly string[] _inSystem =
    [
        "{1}/boot/vmlinux-{2}",
        "{1}/usr/lib/debug/boot/vmlinux-{2}",
        "{1}/usr/lib/debug/lib/modules/{2}/vmlinux",
        "{1}/boot/vmlinuz-{2}",
    ];

    private readonly string _path;
    private readonly string _root;

    /// <summary>Describes a tree.</summary>
    /// <param name="path">The tree's directory.</param>
    /// <param name="root">The root directory of the tree's system.</param>
    public KernelTree(string path, string root)
    {
        _path = Path.TrimEndingDirectorySeparator(path);
        _root = root == "/" ? "" : root;
    }

    private string Release => Path.GetFileName(Path.GetFullPath(_path));

    /// <summary>Returns the kernel's name for a module; null for a file that is not a module.</summary>
    /// <param name="path">The file.</param>
    /// <param name="formats">The formats that may compress a module.</param>
    public static string? ModuleName(string path, CompressionFormats formats)
    {
        string file = Path.GetFileName(path);
        string suffix = formats.Suffixes.FirstOrDefault(suffix => file.EndsWith(ModuleSuffix + suffix, StringComparison.Ordinal)) ?? "";
        string end = ModuleSuffix + suffix;
        return file.Length > end.Length && file.EndsWith(end, StringComparison.Ordinal) ? file[..^end.Length].Replace('-', '_') : null;
    }

    /// <summary>Lists the modules, each name once.</summary>
    public bool TryListModules(CompressionFormats formats, [NotNullWhen(true)] out List<CollectionSlot>? modules, out BtfError error)
    {
        modules = null;
        error = default;
        try
        {
            var walk = new EnumerationOptions
            {
                RecurseSubdirectories = true,
                IgnoreInaccessible = true,
                AttributesToSkip = 0,
                MatchType = MatchType.Simple,
            };
            var files = new System.IO.Enumeration.FileSystemEnumerable<string>(_path, (ref entry) => entry.ToFullPath(), walk)
            {
                ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && entry.FileName.Contains(ModuleSuffix, StringComparison.Ordinal),

                // A tree has links to its build directory, which is another tree and may link back.
                ShouldRecursePredicate = (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
            };
            modules = [.. files
                .Select(file => (Name: ModuleName(file, formats)!, Path: file))
                .Where(module => module.Name is not (null or BtfCollection.BaseName))
                .OrderBy(module => IsPreferred(module.Path) ? 0 : 1)
                .ThenBy(module => module.Path, StringComparer.Ordinal)
                .DistinctBy(module => module.Name)
                .Select(module => new CollectionSlot(module.Name, module.Path))];
        }
        catch (Exception e) when (BadPathException.IsUnreadable(e))
        {
            error = SourceError.Unreadable(e.Message);
        }

        return modules is not null;
    }

    /// <summary>Opens the given kernel, or the first one found. The error lists each place and its reason.</summary>
    public bool TryOpenVmlinux(BtfKernelTreeOptions options, [NotNullWhen(true)] out BtfObject? result, out BtfError error)
    {
        if (options.VmlinuxPath is { } given)
        {
            return BtfObject.TryOpen(given, out result, out error, options.OpenOptions);
        }

        List<string> complaints = [];
        foreach (string place in Places())
        {
            if (BtfObject.TryOpen(place, out result, out error, options.OpenOptions))
            {
                return true;
            }

            if (Path.Exists(place))
            {
                complaints.Add($"{place}: {error.Message.TrimEnd('.')}");
            }
        }

        string found = complaints.Count == 0 ? $"There is none of {string.Join(", ", Places())}" : string.Join("; ", complaints);
        error = SourceError.Unreadable($"No kernel with BTF was found for '{_path}'. {found}");
        result = null;
        return false;
    }

    private bool IsPreferred(string path) =>
        path.AsSpan(_path.Length).TrimStart(Path.DirectorySeparatorChar).StartsWith(PreferredFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private IEnumerable<string> Places()
    {
        bool isRunning = KernelFiles.TryReadRelease(_root + "/", out string? running, out _) && running == Release;
        string[] own = isRunning ? ["{1}/sys/kernel/btf/vmlinux"] : [];
        return _inTree.Concat(own).Concat(_inSystem).Select(place => place
            .Replace("{0}", _path, StringComparison.Ordinal)
            .Replace("{1}", _root, StringComparison.Ordinal)
            .Replace("{2}", Release, StringComparison.Ordinal));
    }
}

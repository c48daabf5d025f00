using Btf.Core;

namespace Btf.Cli;

/// <summary>Makes short names for kernels from their paths: the parts that differ, without suffixes.</summary>
internal static class KernelNames
{
    private static readonly string[] _suffixes = [".gz", ".xz", ".zst", ".bz2", ".lzma", ".lz4", ".tgz", ".txz", ".tar", ".btf", ".ko"];

    /// <summary>Returns a file's path without the suffixes of compression, archives and BTF.</summary>
    public static string StemOf(string path)
    {
        while (_suffixes.FirstOrDefault(suffix => path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && path.Length > suffix.Length) is { } suffix)
        {
            path = path[..^suffix.Length];
        }

        return path;
    }

    /// <summary>Whether a file has the name that a kernel has in a directory with its modules.</summary>
    public static bool IsVmlinux(string path) => StemOf(Path.GetFileName(path)) == BtfCollection.BaseName;

    /// <summary>Returns a name for each file: its path below the directory that contains all of them. A kernel with the file name vmlinux is named after its directory.</summary>
    public static string[] Of(IReadOnlyList<string> paths)
    {
        string[] full = [.. paths.Select(Path.GetFullPath)];
        string common = full.Length == 0 ? "" : Path.GetDirectoryName(full[0]) ?? "";
        foreach (string path in full)
        {
            while (common.Length > 1 && !path.StartsWith(common + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                common = Path.GetDirectoryName(common) ?? "";
            }
        }

        return [.. full.Select(path => Shorten(common, path))];
    }

    private static string Shorten(string common, string path)
    {
        string name = StemOf(path[common.Length..].TrimStart(Path.DirectorySeparatorChar));
        string? folder = Path.GetDirectoryName(name);
        return Path.GetFileName(name) == BtfCollection.BaseName && !string.IsNullOrEmpty(folder) ? folder : name;
    }
}

using Btf.Core;

namespace Btf.Cli;

/// <summary>Finds the base of a file by its name and directory, for command lines that do not name the base.</summary>
internal static class DefaultBase
{
    private const string InlineSuffix = ".inline";

    /// <summary>Returns the paths of a file's bases, the lowest first; none for a file that stands alone, or if its base is not known.</summary>
    public static IReadOnlyList<string> Of(string file)
    {
        string full = Path.GetFullPath(file);
        string folder = Path.GetDirectoryName(full) ?? "";
        List<string> bases = [];
        string name = Path.GetFileName(full);
        string stem = name;
        while (BelowInline(folder, stem) is { } below)
        {
            bases.Insert(0, Path.Combine(folder, below));
            stem = below;
        }

        // Outside the kernel's own folder, a file counts as a module only where an .inline file is split from it.
        string kernel = Path.Combine(folder, BtfCollection.BaseName);
        bool isModule = stem != BtfCollection.BaseName && (folder == Source.KernelFolder || (stem != name && File.Exists(kernel)));
        if (isModule)
        {
            bases.Insert(0, kernel);
        }

        return bases;
    }

    /// <summary>
    /// Returns the paths of the bases of a file that is itself a base, the lowest first: the kernel in its directory, if the file does not stand alone.
    /// </summary>
    public static IReadOnlyList<string> OfBase(string file)
    {
        IReadOnlyList<string> bases = Of(file);
        string kernel = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file)) ?? "", BtfCollection.BaseName);
        if (bases.Count > 0 || Path.GetFileName(file) == BtfCollection.BaseName || !File.Exists(kernel))
        {
            return bases;
        }

        if (Source.TryOpenFile(file, null, out BtfObject? alone, out BtfError error))
        {
            alone.Dispose();
            return [];
        }

        return error.Code == BtfErrorCode.Unreadable ? [] : [kernel];
    }

    /// <summary>NAME of <c>NAME.inline</c>, if there is such a file.</summary>
    private static string? BelowInline(string folder, string name)
    {
        string? stem = name.Length > InlineSuffix.Length && name.EndsWith(InlineSuffix, StringComparison.Ordinal) ? name[..^InlineSuffix.Length] : null;
        return stem is not null && File.Exists(Path.Combine(folder, stem)) ? stem : null;
    }
}

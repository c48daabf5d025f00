using System.IO.Enumeration;

namespace Btf.Cli;

/// <summary>Finds the files that a directory, a pattern or a path names.</summary>
internal static class KernelFiles
{
    /// <summary>Lists the files in the order of their paths, by the values of numbers; in a directory, a kernel comes before its modules.</summary>
    /// <param name="place">A file, a directory with all directories below it, or a pattern with <c>*</c> and <c>?</c> in its parts.</param>
    /// <exception cref="ToolException">There is no such place, or no such file.</exception>
    public static IReadOnlyList<string> List(string place)
    {
        if (File.Exists(InputFile.PathOf(place)))
        {
            return [place];
        }

        if (Directory.Exists(place))
        {
            return InOrder(Walk(place));
        }

        if (place.AsSpan().IndexOfAny('*', '?') < 0)
        {
            throw new ToolException(ExitCode.Unreadable, $"{place}: There is no such file or directory.");
        }

        List<string> found = [Path.IsPathRooted(place) ? "/" : ""];
        foreach (string part in place.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            found = [.. found.SelectMany(folder => Step(folder, part))];
        }

        List<string> files = InOrder(found.SelectMany(path => Directory.Exists(path) ? Walk(path) : [path]));
        return files.Count > 0 ? files : throw new ToolException(ExitCode.Unreadable, $"{place}: No file has such a name.");
    }

    private static IEnumerable<string> Step(string folder, string part)
    {
        if (part.AsSpan().IndexOfAny('*', '?') < 0)
        {
            string path = Path.Combine(folder, part);
            return Path.Exists(path) ? [path] : [];
        }

        string searched = folder.Length == 0 ? "." : folder;
        return Directory.Exists(searched)
            ? Directory.EnumerateFileSystemEntries(searched).Select(path => Path.GetFileName(path))
                .Where(name => FileSystemName.MatchesSimpleExpression(part, name, ignoreCase: false) && (name[0] != '.' || part[0] == '.'))
                .Select(name => Path.Combine(folder, name))
            : [];
    }

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true });

    private static List<string> InOrder(IEnumerable<string> files) =>
    [
        .. files.OrderBy(Path.GetDirectoryName, VersionOrder.Instance).ThenBy(path => KernelNames.IsVmlinux(path) ? 0 : 1).ThenBy(path => path, VersionOrder.Instance),
    ];
}

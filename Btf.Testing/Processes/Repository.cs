namespace Btf.Testing;

/// <summary>The clone in which the tests were built.</summary>
public static class Repository
{
    private const string RootMark = "btf-core.sln";

    /// <summary>The clone's folder; null if the tests run outside it.</summary>
    public static string? Root { get; } = Find();

    /// <summary>Returns the path of a file or folder in the clone.</summary>
    /// <exception cref="DirectoryNotFoundException">The tests run outside the clone.</exception>
    public static string PathOf(string relativePath) =>
        Path.Combine(Root ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has {RootMark}."), relativePath);

    private static string? Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, RootMark)))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}

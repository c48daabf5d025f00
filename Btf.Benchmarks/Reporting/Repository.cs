namespace Btf.Benchmarks;

/// <summary>The clone in which this program was built.</summary>
internal static class Repository
{
    private const string Solution = "btf-core.sln";

    /// <summary>Its folder.</summary>
    /// <exception cref="DirectoryNotFoundException">The program is not inside a clone.</exception>
    public static string Folder
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, Solution)))
                {
                    return folder.FullName;
                }
            }

            throw new DirectoryNotFoundException($"There is no {Solution} above '{AppContext.BaseDirectory}'.");
        }
    }
}

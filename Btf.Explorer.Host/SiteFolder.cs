namespace Btf.Explorer.Host;

/// <summary>The files of the published site. They are listed once: nothing else is ever served from the folder.</summary>
internal sealed class SiteFolder
{
    private const string Page = "index.html";
    private readonly Dictionary<string, SiteFile> _files = [];

    private SiteFolder(string root)
    {
        foreach (string path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
            if (!name.EndsWith(".br", StringComparison.Ordinal) && !name.EndsWith(".gz", StringComparison.Ordinal))
            {
                _files[name] = new SiteFile(path, File.Exists(path + ".br") ? path + ".br" : null, ContentTypes.Of(name));
            }
        }
    }

    /// <summary>The folder that a Release build of this project makes.</summary>
    public static string Default { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "site", "wwwroot"));

    /// <summary>Lists a folder; null if it holds no site.</summary>
    public static SiteFolder? TryOpen(string root) => File.Exists(Path.Combine(root, Page)) ? new SiteFolder(root) : null;

    /// <summary>Returns the file for a path of an address, without its first slash; null if there is none.</summary>
    public SiteFile? Find(string path) => _files.GetValueOrDefault(path.Length == 0 ? Page : path);
}

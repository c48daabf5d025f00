namespace Btf.Explorer.Host;

/// <summary>The BTF of the running kernel and of its modules, as files of <c>/sys/kernel/btf</c>.</summary>
/// <param name="folder">The folder; null for no kernel.</param>
internal sealed class KernelSources(string? folder)
{
    private const string Kernel = "vmlinux";
    private const string ReleasePath = "/proc/sys/kernel/osrelease";

    public static KernelSources None { get; } = new(null);

    public static KernelSources Running { get; } = new("/sys/kernel/btf");

    /// <summary>Whether a kernel is wanted.</summary>
    public bool IsAsked => folder is not null;

    /// <summary>What the sources are, in words.</summary>
    public static string Title => File.Exists(ReleasePath) ? $"Running kernel, Linux {File.ReadAllText(ReleasePath).Trim()}" : "Running kernel";

    /// <summary>Lists the sources: the kernel first, then the modules by name.</summary>
    /// <param name="note">Why there is no kernel; empty if there is one.</param>
    public IReadOnlyList<(string Name, long Size)> List(out string note)
    {
        note = "";
        if (folder is null)
        {
            return [];
        }

        string kernel = Path.Combine(folder, Kernel);
        try
        {
            // Anyone may read its length. Only an attempt shows whether this process may read the file.
            using FileStream stream = File.OpenRead(kernel);
            return [(Kernel, stream.Length), .. Directory.EnumerateFiles(folder).Select(path => new FileInfo(path)).Where(file => file.Name != Kernel)
                .OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => (file.Name, file.Length))];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            note = $"This machine's kernel shows no BTF: {kernel} is missing. Open files instead.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            note = $"The running kernel's BTF cannot be read: {e.Message} Open files instead.";
        }

        return [];
    }

    /// <summary>Opens a listed source; null if none has this name.</summary>
    public FileStream? TryOpen(string name)
    {
        foreach ((string known, _) in List(out _))
        {
            if (known == name)
            {
                return File.OpenRead(Path.Combine(folder!, known));
            }
        }

        return null;
    }
}

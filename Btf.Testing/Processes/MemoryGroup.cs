using System.Globalization;

namespace Btf.Testing;

/// <summary>A control group that limits the memory of its processes.</summary>
public sealed class MemoryGroup : IDisposable
{
    private readonly string _folder;

    private MemoryGroup(string folder) => _folder = folder;

    /// <summary>The file to which a process writes its id to join.</summary>
    public string Processes => Path.Combine(_folder, "cgroup.procs");

    /// <summary>Makes a group; null if the machine does not permit it.</summary>
    /// <param name="limit">The limit in bytes.</param>
    public static MemoryGroup? TryCreate(long limit)
    {
        foreach ((string root, string file) in new[] { ("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max") })
        {
            string folder = Path.Combine(root, $"btf-tests-{Environment.ProcessId}-{Environment.TickCount64}");
            try
            {
                if (File.Exists(Path.Combine(root, "cgroup.procs")))
                {
                    Directory.CreateDirectory(folder);
                    File.WriteAllText(Path.Combine(folder, file), limit.ToString(CultureInfo.InvariantCulture));
                    return new MemoryGroup(folder);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                TryRemove(folder);
            }
        }

        return null;
    }

    public void Dispose() => TryRemove(_folder);

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty group costs nothing.
        }
    }
}

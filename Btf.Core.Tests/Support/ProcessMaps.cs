using System.Globalization;

namespace Btf.Core.Tests;

/// <summary>What this process has mapped, by /proc/self/maps.</summary>
public static class ProcessMaps
{
    /// <summary>How many mappings are of a file.</summary>
    public static int CountOf(string path) => File.ReadLines("/proc/self/maps").Count(line => line.Contains(path, StringComparison.Ordinal));

    /// <summary>How much of a file's mapping is in memory, in KiB.</summary>
    public static long ResidentKiB(string path) => File.ReadLines("/proc/self/smaps")
        .SkipWhile(line => !line.Contains(path, StringComparison.Ordinal))
        .Where(line => line.StartsWith("Rss:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
        .First();

    /// <summary>The sum of all mappings in bytes.</summary>
    public static long TotalBytes() => File.ReadLines("/proc/self/maps").Sum(Length);

    /// <summary>Collects what is garbage, finalizers included.</summary>
    public static void Collect()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static long Length(string line)
    {
        string[] ends = line[..line.IndexOf(' ', StringComparison.Ordinal)].Split('-');
        return (long)(ulong.Parse(ends[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) - ulong.Parse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}

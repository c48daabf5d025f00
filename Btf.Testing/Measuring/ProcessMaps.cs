using System.Globalization;
using NUnit.Framework;

namespace Btf.Testing;

/// <summary>What this process has mapped, by /proc/self/maps; what asks is skipped where there is none.</summary>
public static class ProcessMaps
{
    /// <summary>How many mappings are of a file.</summary>
    public static int CountOf(string path) => Lines("maps").Count(line => line.Contains(path, StringComparison.Ordinal));

    /// <summary>How much of a file's mapping is in memory, in KiB.</summary>
    public static long ResidentKiB(string path) => Lines("smaps")
        .SkipWhile(line => !line.Contains(path, StringComparison.Ordinal))
        .Where(line => line.StartsWith("Rss:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
        .First();

    /// <summary>The sum of all mappings in bytes.</summary>
    public static long TotalBytes() => Lines("maps").Sum(Length);

    /// <summary>Collects what is garbage, finalizers included.</summary>
    public static void Collect()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static IEnumerable<string> Lines(string file)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("Only Linux tells what is mapped.");
        }

        return File.ReadLines("/proc/self/" + file);
    }

    private static long Length(string line)
    {
        string[] ends = line[..line.IndexOf(' ', StringComparison.Ordinal)].Split('-');
        return (long)(ulong.Parse(ends[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) - ulong.Parse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}

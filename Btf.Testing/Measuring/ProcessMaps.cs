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
        .Select(KiB)
        .First();

    /// <summary>The sum of all mappings in bytes.</summary>
    public static long TotalBytes() => Lines("maps").Sum(Length);

    /// <summary>How many mappings there are.</summary>
    public static int Count() => Lines("maps").Count();

    /// <summary>How much memory that is no file's the process has, in KiB.</summary>
    public static long AnonymousResidentKiB() => KiB(Lines("status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal)));

    /// <summary>What may be done at an address, as <c>/proc/PID/maps</c> shows it: <c>r--p</c>.</summary>
    public static string PermissionsAt(nint address) => Lines("maps").First(line => Holds(line, address)).Split(' ')[1];

    /// <summary>How much of the mapping that an address lies in is in memory, in KiB.</summary>
    public static long ResidentKiBAt(nint address) => KiB(Lines("smaps")
        .SkipWhile(line => !Holds(line, address))
        .First(line => line.StartsWith("Rss:", StringComparison.Ordinal)));

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

    private static long Length(string line) => TryGetEnds(line, out ulong start, out ulong end) ? (long)(end - start) : 0;

    private static bool Holds(string line, nint address) => TryGetEnds(line, out ulong start, out ulong end) && (ulong)address >= start && (ulong)address < end;

    // In smaps other lines follow each mapping's.
    private static bool TryGetEnds(string line, out ulong start, out ulong end)
    {
        end = 0;
        string[] ends = line.Split(' ')[0].Split('-');
        return ulong.TryParse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out start) && ends.Length == 2 &&
            ulong.TryParse(ends[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out end);
    }

    private static long KiB(string line) => long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}

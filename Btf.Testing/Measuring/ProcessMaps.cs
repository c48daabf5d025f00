using System.Globalization;
using NUnit.Framework;

namespace Btf.Testing;

/// <summary>Reads the mappings of this process from /proc/self/maps. Skips the test if the file does not exist.</summary>
public static class ProcessMaps
{
    /// <summary>Returns the number of mappings of a file.</summary>
    public static int CountOf(string path) => Lines("maps").Count(line => line.Contains(path, StringComparison.Ordinal));

    /// <summary>Returns the part of a file's mappings that is in memory, in KiB.</summary>
    public static long ResidentKiB(string path) => Lines("smaps")
        .SkipWhile(line => !line.Contains(path, StringComparison.Ordinal))
        .Where(line => line.StartsWith("Rss:", StringComparison.Ordinal))
        .Select(KiB)
        .First();

    /// <summary>Returns the total size of all mappings in bytes.</summary>
    public static long TotalBytes() => Lines("maps").Sum(Length);

    /// <summary>Returns the number of mappings.</summary>
    public static int Count() => Lines("maps").Count();

    /// <summary>Returns the size of the process's anonymous memory, in KiB.</summary>
    public static long AnonymousResidentKiB() => KiB(Lines("status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal)));

    /// <summary>Returns the permissions at an address, as in <c>/proc/PID/maps</c>: <c>r--p</c>.</summary>
    public static string PermissionsAt(nint address) => Lines("maps").First(line => Holds(line, address)).Split(' ')[1];

    /// <summary>
    /// Returns the part of the mapping around an address that was written and is in memory, in KiB. Pages that were only read do not count: some kernels give
    /// them memory too.
    /// </summary>
    public static long WrittenKiBAt(nint address) => KiB(Lines("smaps")
        .SkipWhile(line => !Holds(line, address))
        .First(line => line.StartsWith("Private_Dirty:", StringComparison.Ordinal)));

    /// <summary>Collects garbage, runs finalizers, and collects what these let go of.</summary>
    public static void Collect()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static IEnumerable<string> Lines(string file)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("Only Linux lists the mappings of a process.");
        }

        return File.ReadLines("/proc/self/" + file);
    }

    private static long Length(string line) => TryGetEnds(line, out ulong start, out ulong end) ? (long)(end - start) : 0;

    private static bool Holds(string line, nint address) => TryGetEnds(line, out ulong start, out ulong end) && (ulong)address >= start && (ulong)address < end;

    // In smaps, each mapping's line is followed by lines of another form.
    private static bool TryGetEnds(string line, out ulong start, out ulong end)
    {
        end = 0;
        string[] ends = line.Split(' ')[0].Split('-');
        return ulong.TryParse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out start) && ends.Length == 2 &&
            ulong.TryParse(ends[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out end);
    }

    private static long KiB(string line) => long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}

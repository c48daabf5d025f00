using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Cli;

/// <summary>Decides when the runtime collects garbage.</summary>
internal static partial class GarbageCollection
{
    // MADV_HUGEPAGE, MADV_DODUMP, and PROT_READ | PROT_WRITE. The runtime asks for dumps of the memory that it uses, and the system joins only equal mappings.
    private const int HugePageAdvice = 14;
    private const int DumpAdvice = 17;
    private const int ReadWrite = 3;

    private const nint HugePage = 2 << 20;

    // The runtime keeps objects of 85,000 bytes and more apart.
    private const int LargeLength = 1 << 17;

    /// <summary>
    /// Postpones collections until a command has allocated as many bytes: for commands that keep most of what they allocate until they end. If the memory cannot be
    /// had, the runtime collects as before.
    /// </summary>
    /// <param name="small">The bytes of objects below 85,000 bytes.</param>
    /// <param name="large">The bytes of larger objects.</param>
    public static void Postpone(long small, long large)
    {
        try
        {
            if (GC.TryStartNoGCRegion(small + large, large))
            {
                PreferHugePages((nint)(small + large));
                ReserveLarge((nint)large);
            }
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or InvalidOperationException)
        {
            // More than the heap may hold, or a caller in the same process has postponed them already.
        }
    }

    /// <summary>
    /// Advises the system to give the heap memory in pages of 2 MB instead of 4 KB. The heap grows by tens of megabytes at once, and a fault for each small page
    /// takes longer than what is done with it.
    /// </summary>
    /// <param name="length">The number of bytes around the newest object.</param>
    private static void PreferHugePages(nint length)
    {
        if (OperatingSystem.IsLinux())
        {
            // Only the address counts. The advice changes no content, so it may also reach memory that is not the heap's.
            object newest = new();
            nint start = (Unsafe.As<object, nint>(ref newest) - length) & -HugePage;
            _ = Advise(start, (nuint)(2 * length), HugePageAdvice);
        }
    }

    /// <summary>
    /// Makes the memory after the newest large object usable at once, so that it can have huge pages. The runtime asks the system for each large object's memory
    /// apart, and a huge page would reach past its end.
    /// </summary>
    /// <param name="most">The most bytes.</param>
    private static void ReserveLarge(nint most)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        byte[] newest = GC.AllocateUninitializedArray<byte>(LargeLength);
        nint end = Unsafe.As<byte[], nint>(ref newest) + LargeLength;
        nint usedEnd = 0;
        foreach (string mapping in File.ReadLines("/proc/self/maps"))
        {
            // 7f7f6fc01000-7f7f75c01000 ---p 00000000 00:00 0
            string[] fields = mapping.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] range = fields[0].Split('-');
            nint start = nint.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            nint stop = nint.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (start == usedEnd && fields[1] == "---p")
            {
                nint length = Math.Min(stop - start, most);
                _ = Protect(start, (nuint)length, ReadWrite);
                _ = Advise(start, (nuint)length, DumpAdvice);
                nint firstPage = end & -HugePage;
                _ = Advise(firstPage, (nuint)(start + length - firstPage), HugePageAdvice);
            }

            usedEnd = start <= end && end < stop ? stop : 0;
        }

        GC.KeepAlive(newest);
    }

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int access);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Cli;

/// <summary>Decides when the runtime collects garbage.</summary>
internal static partial class GarbageCollection
{
    private const int HugePageAdvice = 14;
    private const nint HugePage = 2 << 20;

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

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}

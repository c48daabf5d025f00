using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>
/// Address ranges that a caller's span may still point into. They are never given back to the system: when the owner is collected, its range waits here, without
/// memory and readable as zeros, for the next owner. So a span that outlives its object reads zeros or the data of another object, and cannot end the process.
/// </summary>
/// <remarks>
/// It keeps address space only: as much as was in use at one time, and 256 GiB. The ranges are read-only, so that the system counts no memory for them.
/// Neighbouring ranges are joined, and the system joins their mappings, so that many opens do not use up the number of mappings that a process may have.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class AddressPool
{
    private static readonly Lock _lock = new();
    private static readonly AddressRanges _free = new();

    /// <summary>How many bytes of addresses wait here.</summary>
    public static long FreeLength => _free.Length;

    /// <summary>
    /// From how many bytes on files are mapped to addresses that wait here. A file is mapped fastest where nothing has been, and there is room for hundreds of times
    /// as much.
    /// </summary>
    public static long PlentyLength { get; set; } = 1L << 38;

    /// <summary>Takes a range that waits here; else null.</summary>
    /// <param name="length">Its length: a multiple of the page size.</param>
    public static nint? TryRent(nuint length)
    {
        if (FreeLength < (long)length)
        {
            return null;
        }

        lock (_lock)
        {
            return _free.TryTake(length);
        }
    }

    /// <summary>Takes a range that waits here, once very much does; else null.</summary>
    public static nint? TryRentOfPlenty(nuint length) => FreeLength < PlentyLength ? null : TryRent(length);

    /// <summary>Takes a range whose pages are zero and take no memory. Nothing but spans that outlived their owner may still point there.</summary>
    public static void Return(nint start, nuint length)
    {
        if (length != 0)
        {
            lock (_lock)
            {
                _free.Put(start, length);
            }
        }
    }
}

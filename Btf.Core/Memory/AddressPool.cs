using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>
/// Keeps address ranges that a caller's span may still point to. The process never unmaps them: once the owner is collected, its range waits here for the next
/// owner, without memory and readable as zeros. So a span that outlives its object reads zeros or the data of another object, and cannot end the process.
/// </summary>
/// <remarks>
/// The pool holds only address space: as much as was in use at one time, plus 256 GiB. The ranges are read-only, so the system counts no memory for them.
/// Neighbouring ranges are joined, and the system joins their mappings, so many opens do not exhaust the number of mappings that a process may have.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class AddressPool
{
    /// <summary>
    /// The size of the pool, in bytes, from which files are mapped to its addresses. Mapping to new addresses is faster, and a process has room for hundreds of
    /// times this size.
    /// </summary>
    public const long PlentyLength = 1L << 38;

    private static readonly Lock _lock = new();
    private static readonly AddressRanges _free = new();

    /// <summary>The number of bytes of addresses in the pool.</summary>
    public static long FreeLength => _free.Length;

    /// <summary>Takes a range from the pool; returns null if none is long enough.</summary>
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

    /// <summary>Takes a range from the pool if it holds at least <see cref="PlentyLength"/> bytes; otherwise returns null.</summary>
    public static nint? TryRentOfPlenty(nuint length) => FreeLength < PlentyLength ? null : TryRent(length);

    /// <summary>Returns a range to the pool. Its pages are zero and use no memory, and only spans that outlived their owner may still point to it.</summary>
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

using System.Runtime.InteropServices;
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
    private static readonly SortedSet<AddressRange> _bySize = [];
    private static readonly Dictionary<nint, AddressRange> _byStart = [];
    private static readonly Dictionary<nint, AddressRange> _byEnd = [];

    private static long _freeLength;

    /// <summary>How many bytes of addresses wait here.</summary>
    public static long FreeLength => Volatile.Read(ref _freeLength);

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
            return TryTake(length);
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
                Put(new AddressRange(start, length));
            }
        }
    }

    private static nint? TryTake(nuint length)
    {
        // The shortest range that is long enough.
        AddressRange least = new(0, length);
        if (_bySize.Count == 0 || _bySize.Max.CompareTo(least) < 0)
        {
            return null;
        }

        AddressRange found = _bySize.GetViewBetween(least, _bySize.Max).Min;
        Remove(found);
        if (found.Length > length)
        {
            Add(new AddressRange(found.Start + (nint)length, found.Length - length));
        }

        return found.Start;
    }

    private static void Put(AddressRange range)
    {
        if (_byEnd.TryGetValue(range.Start, out AddressRange before))
        {
            Remove(before);
            range = new AddressRange(before.Start, before.Length + range.Length);
        }

        if (_byStart.TryGetValue(range.End, out AddressRange after))
        {
            Remove(after);
            range = new AddressRange(range.Start, range.Length + after.Length);
        }

        Add(range);
    }

    private static void Add(AddressRange range)
    {
        _bySize.Add(range);
        _byStart.Add(range.Start, range);
        _byEnd.Add(range.End, range);
        _freeLength += (long)range.Length;
    }

    private static void Remove(AddressRange range)
    {
        _bySize.Remove(range);
        _byStart.Remove(range.Start);
        _byEnd.Remove(range.End);
        _freeLength -= (long)range.Length;
    }

    /// <summary>A range of whole pages; the shorter one, and of equal ones the lower one, comes first.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct AddressRange(nint Start, nuint Length) : IComparable<AddressRange>
    {
        public nint End => Start + (nint)Length;

        public int CompareTo(AddressRange other) => Length == other.Length ? Start.CompareTo(other.Start) : Length.CompareTo(other.Length);
    }
}

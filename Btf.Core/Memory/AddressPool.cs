using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>
/// Address ranges that a caller's span may still point into. They are never given back to the system: when the owner is collected, its range waits here, without
/// memory and readable as zeros, for the next owner. So a span that outlives its object reads zeros or the data of another object, and cannot end the process.
/// </summary>
/// <remarks>
/// What this keeps is address space: as much as was in use at one time, and 256 GiB. Neighbouring ranges are joined, and the system joins their mappings, so that
/// many opens do not use up the number of mappings that a process may have.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class AddressPool
{
    // Reserved at once, so that many small ranges share one mapping.
    private const int ChunkLength = 1 << 26;

    /// <summary>From this length on a range is a mapping of its own.</summary>
    public const nuint LargeLength = 1 << 18;

    // A file is mapped fastest where nothing has been, and there is room for thousands of times as much.
    private const long PlentyLength = 1L << 38;

    private readonly Lock _lock = new();
    private readonly SortedSet<AddressRange> _bySize = [];
    private readonly Dictionary<nint, AddressRange> _byStart = [];
    private readonly Dictionary<nint, AddressRange> _byEnd = [];

    private long _freeLength;

    private AddressPool()
    {
    }

    /// <summary>Ranges for memory of the library's own.</summary>
    public static AddressPool Own { get; } = new();

    /// <summary>Ranges that files were mapped to.</summary>
    public static AddressPool Mappings { get; } = new();

    /// <summary>Takes a range of zero pages: one that waits here, or else a new one.</summary>
    /// <param name="length">Its length: a multiple of the page size.</param>
    /// <exception cref="IOException">There is no room in the address space.</exception>
    public nint Rent(nuint length)
    {
        lock (_lock)
        {
            if (TryTake(length) is { } free)
            {
                return free;
            }

            nuint reserved = length >= LargeLength ? length : ChunkLength;
            nint start = LinuxPages.Reserve(reserved);
            if (start == 0 && reserved != length)
            {
                reserved = length;
                start = LinuxPages.Reserve(reserved);
            }

            if (start == 0)
            {
                throw new IOException($"There are no {length} bytes of memory for a copy of the data.");
            }

            Put(new AddressRange(start, reserved));
            return TryTake(length)!.Value;
        }
    }

    /// <summary>Takes a range that waits here, once very much does; else null.</summary>
    public nint? TryRentOfPlenty(nuint length)
    {
        if (Volatile.Read(ref _freeLength) < PlentyLength)
        {
            return null;
        }

        lock (_lock)
        {
            return TryTake(length);
        }
    }

    /// <summary>Takes back a range whose pages are zero and take no memory. Nothing but spans that outlived their owner may still point there.</summary>
    public void Return(nint start, nuint length)
    {
        if (length != 0)
        {
            lock (_lock)
            {
                Put(new AddressRange(start, length));
            }
        }
    }

    private nint? TryTake(nuint length)
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

    private void Put(AddressRange range)
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

    private void Add(AddressRange range)
    {
        _bySize.Add(range);
        _byStart.Add(range.Start, range);
        _byEnd.Add(range.End, range);
        _freeLength += (long)range.Length;
    }

    private void Remove(AddressRange range)
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

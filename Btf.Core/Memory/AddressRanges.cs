using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>
/// A set of free address ranges. Neighbours are joined, and a request takes the shortest range that is long enough. Only one thread at a time may use it.
/// </summary>
internal sealed class AddressRanges
{
    private readonly SortedSet<AddressRange> _bySize = [];
    private readonly Dictionary<nint, AddressRange> _byStart = [];
    private readonly Dictionary<nint, AddressRange> _byEnd = [];

    private long _length;

    /// <summary>The number of free bytes. Any thread may read it.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>Takes a number of bytes out of the set. Returns their start, or null if no range is long enough.</summary>
    public nint? TryTake(nuint length)
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

    /// <summary>Adds bytes to the set. None of them may be in it yet.</summary>
    public void Put(nint start, nuint length)
    {
        AddressRange range = new(start, length);
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
        _length += (long)range.Length;
    }

    private void Remove(AddressRange range)
    {
        _bySize.Remove(range);
        _byStart.Remove(range.Start);
        _byEnd.Remove(range.End);
        _length -= (long)range.Length;
    }

    /// <summary>A range of whole pages. A shorter range comes first; among equal ones, the lower.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct AddressRange(nint Start, nuint Length) : IComparable<AddressRange>
    {
        public nint End => Start + (nint)Length;

        public int CompareTo(AddressRange other) => Length == other.Length ? Start.CompareTo(other.Start) : Length.CompareTo(other.Length);
    }
}

using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>A set of free address ranges: neighbours are joined, and a request takes the shortest range that is long enough. One thread at a time uses it.</summary>
internal sealed class AddressRanges
{
    private readonly SortedSet<AddressRange> _bySize = [];
    private readonly Dictionary<nint, AddressRange> _byStart = [];
    private readonly Dictionary<nint, AddressRange> _byEnd = [];

    private long _length;

    /// <summary>How many bytes are free. Any thread may ask.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>Takes so many bytes out of the set. Returns where they start, or null if no range is that long.</summary>
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

    /// <summary>Adds bytes to the set, none of which may be in it.</summary>
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

    /// <summary>A range of whole pages; the shorter one, and of equal ones the lower one, comes first.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct AddressRange(nint Start, nuint Length) : IComparable<AddressRange>
    {
        public nint End => Start + (nint)Length;

        public int CompareTo(AddressRange other) => Length == other.Length ? Start.CompareTo(other.Start) : Length.CompareTo(other.Length);
    }
}

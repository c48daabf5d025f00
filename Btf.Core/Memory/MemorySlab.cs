using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>Pages that are cut into small parts, so that opening and closing a small object needs no system call.</summary>
/// <remarks>
/// <para>
/// A part is cleared when it is closed. Its addresses are used again only after all owners of the slab's parts were collected, but its memory is used again at
/// once: when a slab is full and all its parts are closed, its pages move to new addresses and leave zero pages behind. So a late reader sees zeros, never
/// another object's data.
/// </para>
/// <para>
/// A full slab with open parts waits for them. At most two slabs wait. If there are more, the memory of the oldest one's closed parts is freed, and from then
/// on that of each part when it closes. So at most three slabs keep unused memory.
/// </para>
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class MemorySlab
{
    /// <summary>The length of a slab in bytes: the range of one page table.</summary>
    public const int Length = 2 << 20;

    /// <summary>The largest length of a part.</summary>
    public const int MostPart = Length / 8;

    // From this length on, one call is cheaper than a fault for each page.
    private const int PopulatedLength = 16 * 1024;
    private const int MostWaiting = 2;

    private static readonly Lock _lock = new();
    private static readonly Queue<MemorySlab> _waiting = new();
    private static MemorySlab? _current;

    // False if the kernel is older than 5.7. Also false after a failure for lack of room, because a later try would hardly succeed.
    private static bool _canMove = true;

    private readonly nint _start;
    private readonly List<Part> _closed = [];

    // The length of the pages that have memory already.
    private int _warmLength;
    private int _usedLength;
    private int _openCount;
    private int _ownerCount;

    // Whether the slab keeps no memory for later parts.
    private bool _isSettled;

    private MemorySlab(nint start, int warmLength)
    {
        _start = start;
        _warmLength = warmLength;
    }

    /// <summary>Cuts a part, which reads as zeros, from a slab with room.</summary>
    /// <param name="length">Its length: a multiple of the page size, and <see cref="MostPart"/> at most.</param>
    /// <param name="start">The part's address.</param>
    /// <returns>The slab, which later closes and releases the part; null if there is no room in the address space.</returns>
    public static MemorySlab? TryTake(int length, out nint start)
    {
        lock (_lock)
        {
            MemorySlab? slab = _current is { } current && Length - current._usedLength >= length ? current : _current = TryRenew();
            start = slab?.Cut(length) ?? 0;
            return slab;
        }
    }

    /// <summary>Closes a cleared part: nothing writes to it any more.</summary>
    public void Close(nint start, int length)
    {
        lock (_lock)
        {
            _openCount--;
            if (!_isSettled)
            {
                _closed.Add(new Part(start, length));
            }
            else if (_openCount == 0)
            {
                _ = LinuxPages.Replace(_start, Length);
            }
            else
            {
                _ = LinuxPages.Discard(start, (nuint)length);
            }
        }
    }

    /// <summary>Releases a closed part: no reader can have a view of it any more.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _ownerCount--;
            ReturnIfUnused();
        }
    }

    /// <summary>Returns a slab with room to replace the full one; null if there is no room in the address space.</summary>
    private static MemorySlab? TryRenew()
    {
        MemorySlab? next = null;
        if (_current is not null)
        {
            _waiting.Enqueue(_current);
            _current = null;
        }

        for (int count = _waiting.Count; count > 0; count--)
        {
            MemorySlab slab = _waiting.Dequeue();
            if (next is null && slab._openCount == 0)
            {
                next = slab.TryMove();
                slab.Settle();
            }
            else if (_waiting.Count >= MostWaiting)
            {
                slab.Settle();
            }
            else
            {
                _waiting.Enqueue(slab);
            }
        }

        return next ?? TryCreate();
    }

    private static MemorySlab? TryCreate()
    {
        // If the call fails, other code may use the addresses: give them up.
        nint address = SlabAddresses.TryTake();
        return address != 0 && LinuxPages.MapWritableAt(address, Length, populate: false) ? new MemorySlab(address, 0) : null;
    }

    private nint Cut(int length)
    {
        nint start = _start + _usedLength;
        int end = _usedLength + length;
        if (end > _warmLength)
        {
            if (length >= PopulatedLength)
            {
                LinuxPages.PopulateForWriting(start, (nuint)length);
            }

            _warmLength = end;
        }

        _usedLength = end;
        _openCount++;
        _ownerCount++;
        return start;
    }

    /// <summary>Moves the memory to new addresses; returns null if the system cannot.</summary>
    private MemorySlab? TryMove()
    {
        if (!_canMove)
        {
            return null;
        }

        nint address = SlabAddresses.TryTake();
        if (address == 0)
        {
            return null;
        }

        // After a failed move, other code may use the addresses: give them up.
        _canMove = LinuxPages.MoveMemory(_start, Length, address);
        return _canMove ? new MemorySlab(address, _warmLength) : null;
    }

    /// <summary>
    /// Frees the memory of all closed parts. If all parts are closed, the addresses become read-only, so the system counts no memory for them.
    /// </summary>
    private void Settle()
    {
        _isSettled = true;
        if (_openCount == 0)
        {
            // Even if both calls fail, the pages are zero.
            _ = LinuxPages.Replace(_start, Length) || LinuxPages.Discard(_start, Length);
        }
        else
        {
            DiscardClosed();
        }

        _closed.Clear();
        _closed.Capacity = 0;
        ReturnIfUnused();
    }

    private void DiscardClosed()
    {
        _closed.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        for (int i = 0; i < _closed.Count;)
        {
            (nint start, int length) = _closed[i++];
            for (; i < _closed.Count && _closed[i].Start == start + length; i++)
            {
                length += _closed[i].Length;
            }

            _ = LinuxPages.Discard(start, (nuint)length);
        }
    }

    private void ReturnIfUnused()
    {
        if (_isSettled && _ownerCount == 0)
        {
            SlabAddresses.Return(_start);
        }
    }

    private readonly record struct Part(nint Start, int Length);
}

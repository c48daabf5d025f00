using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>Pages from which small memories are cut one after the other, so that opening and closing a small object costs no call of the system's.</summary>
/// <remarks>
/// <para>
/// A part is cleared when it is closed, and its addresses are not used again before everything that has a view of the slab was collected. What is used again
/// at once is the memory: when a slab has no room left and all its parts are closed, its pages are moved to new addresses, and zero pages stay behind. So a late
/// reader sees zeros, never another object's data.
/// </para>
/// <para>
/// A slab that is full while some of its parts are open waits for them. At most two wait: of the oldest, the memory of all closed parts is given back, and from
/// then on that of each part when it closes. So at most three slabs keep memory that nobody uses.
/// </para>
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class MemorySlab
{
    /// <summary>The length of a slab in bytes: what one page table spans.</summary>
    public const int Length = 2 << 20;

    /// <summary>The longest part that is cut from a slab.</summary>
    public const int MostPart = Length / 8;

    // From here on one call is cheaper than a fault for each page.
    private const int PopulatedLength = 16 * 1024;
    private const int MostWaiting = 2;

    private static readonly Lock _lock = new();
    private static readonly Queue<MemorySlab> _waiting = new();
    private static MemorySlab? _current;

    // Kernels before 5.7 cannot. Where there was no room for it once, there will hardly be later.
    private static bool _canMove = true;

    private readonly nint _start;
    private readonly List<Part> _closed = [];

    // Pages that have memory already.
    private int _warmLength;
    private int _usedLength;
    private int _openCount;
    private int _ownerCount;

    // Whether it keeps no memory for later.
    private bool _isSettled;

    private MemorySlab(nint start, int warmLength)
    {
        _start = start;
        _warmLength = warmLength;
    }

    /// <summary>Cuts a part, which reads as zeros, from a slab that has room.</summary>
    /// <param name="length">Its length: a multiple of the page size, and <see cref="MostPart"/> at most.</param>
    /// <param name="start">Where the part is.</param>
    /// <returns>The slab, to which the part is closed and given back; null where there is no room in the address space.</returns>
    public static MemorySlab? TryTake(int length, out nint start)
    {
        lock (_lock)
        {
            MemorySlab? slab = _current is { } current && Length - current._usedLength >= length ? current : _current = TryRenew();
            start = slab?.Cut(length) ?? 0;
            return slab;
        }
    }

    /// <summary>Closes a part that was cleared: nothing is written there any more.</summary>
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

    /// <summary>Says that nobody can have a view of a part any more; it is closed.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _ownerCount--;
            ReturnIfUnused();
        }
    }

    /// <summary>A slab with room, in place of the one that has none; null where there is no room in the address space.</summary>
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
        // Where the system refuses, the addresses may be somebody else's: they are given up.
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

    /// <summary>Moves the memory to new addresses; null where the system cannot.</summary>
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

        // After a move that failed the addresses may be somebody else's: they are given up.
        _canMove = LinuxPages.MoveMemory(_start, Length, address);
        return _canMove ? new MemorySlab(address, _warmLength) : null;
    }

    /// <summary>Gives the memory of all closed parts back. Where all are closed, the addresses become read-only, for which the system counts no memory.</summary>
    private void Settle()
    {
        _isSettled = true;
        if (_openCount == 0)
        {
            // Where that fails, the pages are zero all the same.
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

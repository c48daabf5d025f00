namespace Btf.Core;

/// <summary>Working memory for one operation, outside the managed heap: arrays are cut from few large blocks. Disposing frees all of them.</summary>
/// <remarks>
/// The collector takes the memory of large arrays from the system and gives it back page by page, which takes longer than what is done with it. These blocks come
/// in huge pages. Whoever uses a span of an array keeps the arena alive.
/// </remarks>
internal sealed unsafe class WorkArena : IDisposable
{
    private const int Alignment = 64;
    private const int LeastBlock = 1 << 12;
    private const int MostBlock = 1 << 30;

    // The system gives memory in huge pages only to whole ones.
    private const int HugePage = 2 << 20;

    private readonly List<BtfMemory> _blocks = [];
    private readonly long _size;
    private long _taken;
    private byte* _next;
    private long _room;

    /// <summary>Prepares an arena.</summary>
    /// <param name="bytes">The number of bytes that are likely to be needed. Unused ones cost only addresses.</param>
    public WorkArena(long bytes) => _size = Math.Clamp(bytes, LeastBlock, MostBlock);

    /// <summary>Returns an array of zeros.</summary>
    /// <exception cref="IOException">There is not enough memory.</exception>
    public WorkArray<T> Take<T>(int length)
        where T : unmanaged
    {
        // In bounds: the array lies in the rest of a block, which the arena frees when it is disposed or unreachable.
        long bytes = ((long)length * sizeof(T) + Alignment - 1) & -Alignment;
        lock (_blocks)
        {
            if (bytes > _room)
            {
                AddBlock(bytes);
            }

            byte* start = _next;
            _next += bytes;
            _room -= bytes;
            _taken += bytes;
            return new WorkArray<T>(this, (T*)start, length);
        }
    }

    /// <summary>Returns a copy of values.</summary>
    /// <exception cref="IOException">There is not enough memory.</exception>
    public WorkArray<T> Copy<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        WorkArray<T> copy = Take<T>(values.Length);
        values.CopyTo(copy);
        return copy;
    }

    /// <summary>Tells the collector of the arrays, for an arena that is never disposed. Half of their size, so that a single large one starts no collection.</summary>
    public void Keep()
    {
        lock (_blocks)
        {
            _blocks[0].TellHeld(_taken / 2);
        }
    }

    public void Dispose()
    {
        foreach (BtfMemory block in _blocks)
        {
            NativeHeap.Count(-block.Length);
            block.Dispose();
        }

        _blocks.Clear();
        _next = null;
        _room = 0;
    }

    private void AddBlock(long bytes)
    {
        long needed = Math.Max(bytes, _size);
        if (needed >= HugePage / 4)
        {
            needed = (needed + HugePage - 1) & -HugePage;
        }

        int length = OwnMemory.Length(needed);
        BtfMemory block = OwnMemory.AllocateLazily(length);
        _blocks.Add(block);
        _next = block.Start;
        _room = length;
    }
}

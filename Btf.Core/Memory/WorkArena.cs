namespace Btf.Core;

/// <summary>Working memory for one operation, outside the managed heap: arrays are cut from few large blocks. Disposing frees all of them.</summary>
/// <remarks>
/// <para>
/// The collector takes the memory of large arrays from the system and gives it back page by page, which takes longer than what is done with it. These blocks come
/// in huge pages. Whoever uses a span of an array keeps the arena alive.
/// </para>
/// <para>
/// What is needed only for a moment goes into the scratch memory of an arena, which one step after the other uses: see <see cref="EnterScratch"/>.
/// </para>
/// </remarks>
internal sealed unsafe class WorkArena : IDisposable
{
    private const int Alignment = 64;
    private const int LeastBlock = 1 << 12;
    private const int MostBlock = 1 << 30;

    // The system gives memory in huge pages only to whole ones.
    private const int HugePage = 2 << 20;

    private readonly List<Block> _blocks = [];
    private long _size;
    private readonly WorkArena _scratchOwner;
    private int _current;
    private long _taken;
    private bool _isKept;
    private WorkArena? _scratch;
    private int _scratchDepth;
    private int _scratchThread;

    /// <summary>Prepares an arena.</summary>
    /// <param name="bytes">The number of bytes that are likely to be needed. Unused ones cost only addresses.</param>
    /// <param name="scratchOwner">The arena whose scratch memory this one shares; null for its own.</param>
    public WorkArena(long bytes, WorkArena? scratchOwner = null)
    {
        _size = Math.Clamp(bytes, LeastBlock, MostBlock);
        _scratchOwner = scratchOwner?._scratchOwner ?? this;
    }

    /// <summary>Returns an array of zeros.</summary>
    /// <exception cref="IOException">There is not enough memory.</exception>
    public WorkArray<T> Take<T>(int length)
        where T : unmanaged
    {
        // In bounds: the array lies in the rest of a block, which the arena frees when it is disposed or unreachable.
        long bytes = ((long)length * sizeof(T) + Alignment - 1) & -Alignment;
        byte* start;
        long used;
        lock (_blocks)
        {
            Block block = BlockWith(bytes);
            start = block.Memory.Start + block.Used;
            used = Math.Clamp(block.Written - block.Used, 0, bytes);
            block.Used += bytes;
            block.Written = Math.Max(block.Written, block.Used);
            _taken += bytes;
        }

        // In bounds: not more than the array. Only what an earlier scope used is not zero.
        new Span<byte>(start, (int)used).Clear();
        return new WorkArray<T>(this, (T*)start, length);
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

    /// <summary>
    /// Begins a scope of scratch memory. When it ends, the arrays that were taken in it are gone, and the next scope uses their memory: that takes less time than
    /// new memory. A thread may begin a scope within another one.
    /// </summary>
    /// <param name="bytes">The number of bytes that are likely to be needed.</param>
    /// <param name="scratch">The arena for the arrays of the scope. Other threads may take arrays from it too; a scope that they begin has its own memory.</param>
    public Scope EnterScratch(long bytes, out WorkArena scratch)
    {
        WorkArena owner = _scratchOwner;
        lock (owner._blocks)
        {
            int thread = Environment.CurrentManagedThreadId;
            if (owner._scratchDepth > 0 && owner._scratchThread != thread)
            {
                scratch = new WorkArena(bytes);
                return new Scope(null, scratch, default, default);
            }

            scratch = owner._scratch ??= new WorkArena(bytes, owner);
            scratch._size = Math.Clamp(bytes, scratch._size, MostBlock);
            owner._scratchThread = thread;
            owner._scratchDepth++;
            return new Scope(owner, scratch, scratch._current, scratch._blocks.Count == 0 ? 0 : scratch._blocks[scratch._current].Used);
        }
    }

    /// <summary>Frees the scratch memory. No scope may be open.</summary>
    public void FreeScratch()
    {
        lock (_blocks)
        {
            _scratch?.Dispose();
            _scratch = null;
        }
    }

    /// <summary>
    /// Keeps the arena beyond the operation: frees its scratch memory at the end of each scope, and tells the collector of the arrays. Half of their size, so that a
    /// single large one starts no collection.
    /// </summary>
    public void Keep()
    {
        lock (_blocks)
        {
            _isKept = true;
            _blocks[0].Memory.TellHeld(_taken / 2);
        }

        FreeScratch();
    }

    public void Dispose()
    {
        FreeScratch();
        foreach (Block block in _blocks)
        {
            NativeHeap.Count(-block.Memory.Length);
            block.Memory.Dispose();
        }

        _blocks.Clear();
        _current = 0;
    }

    private void Leave(WorkArena scratch, int block, long used)
    {
        lock (_blocks)
        {
            scratch.Rewind(block, used);
            if (--_scratchDepth == 0 && _isKept)
            {
                FreeScratch();
            }
        }
    }

    private void Rewind(int current, long used)
    {
        for (int block = current; block < _blocks.Count; block++)
        {
            _blocks[block].Used = block == current ? used : 0;
        }

        _current = current;
    }

    private Block BlockWith(long bytes)
    {
        for (; _current < _blocks.Count; _current++)
        {
            if (_blocks[_current].Memory.Length - _blocks[_current].Used >= bytes)
            {
                return _blocks[_current];
            }
        }

        long needed = Math.Max(bytes, _size);
        if (needed >= HugePage / 4)
        {
            needed = (needed + HugePage - 1) & -HugePage;
        }

        Block added = new(OwnMemory.AllocateLazily(OwnMemory.Length(needed)));
        _blocks.Add(added);
        _current = _blocks.Count - 1;
        return added;
    }

    /// <summary>A part of an operation that uses scratch memory. Disposing it gives the memory back.</summary>
    internal readonly struct Scope : IDisposable
    {
        private readonly WorkArena? _owner;
        private readonly WorkArena _scratch;
        private readonly int _block;
        private readonly long _used;

        internal Scope(WorkArena? owner, WorkArena scratch, int block, long used) => (_owner, _scratch, _block, _used) = (owner, scratch, block, used);

        public void Dispose()
        {
            if (_owner is null)
            {
                _scratch.Dispose();
            }
            else
            {
                _owner.Leave(_scratch, _block, _used);
            }
        }
    }

    /// <summary>A block of memory.</summary>
    private sealed class Block(BtfMemory memory)
    {
        public BtfMemory Memory { get; } = memory;

        /// <summary>The number of bytes that arrays have.</summary>
        public long Used { get; set; }

        /// <summary>The number of bytes that arrays have or had.</summary>
        public long Written { get; set; }
    }
}

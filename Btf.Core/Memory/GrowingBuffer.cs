namespace Btf.Core;

/// <summary>
/// Unmanaged memory that grows as a decompressor writes to it. It never holds more than twice the bytes written.
/// </summary>
/// <remarks>It grows by <c>realloc</c>, which on Linux moves large blocks by their page tables, without a copy.</remarks>
internal sealed unsafe class GrowingBuffer : IDisposable
{
    private const int FirstCapacity = 1 << 16;
    private byte* _start;
    private int _capacity;

    ~GrowingBuffer() => NativeHeap.Free(_start);

    /// <summary>The number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written. They do not move until the next write.</summary>
    // In bounds: the length never passes the capacity.
    public ReadOnlySpan<byte> Written => new(_start, Length);

    /// <summary>Returns room for at least one more byte, and at most <paramref name="most"/>.</summary>
    // In bounds: the span is the unused part of the capacity.
    public Span<byte> GetRoom(int most)
    {
        if (Length == _capacity)
        {
            int larger = (int)Math.Min(Math.Max(FirstCapacity, 2L * _capacity), Array.MaxLength);
            _start = (byte*)NativeHeap.Resize(_start, _capacity, larger, sizeof(byte));
            _capacity = larger;
        }

        return new Span<byte>(_start + Length, Math.Min(_capacity - Length, most));
    }

    /// <summary>Counts bytes that the caller has written to the room.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_capacity - Length), nameof(count));
        Length += count;
    }

    /// <summary>Returns a part of the bytes written, as memory that keeps this buffer alive.</summary>
    public BtfMemory Part(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)(uint)offset + (uint)length, (ulong)Length, nameof(length));
        return new PartMemory(this, _start + offset, length);
    }

    public void Dispose()
    {
        NativeHeap.Free(_start, _capacity, sizeof(byte));
        _start = null;
        _capacity = 0;
        Length = 0;
        GC.SuppressFinalize(this);
    }

    private sealed class PartMemory : BtfMemory
    {
        private readonly GrowingBuffer _buffer;

        public PartMemory(GrowingBuffer buffer, byte* start, int length)
        {
            _buffer = buffer;
            Start = start;
            Length = length;
        }

        // The buffer frees the bytes; this object only keeps the buffer reachable.
        protected override void Free() => GC.KeepAlive(_buffer);
    }
}

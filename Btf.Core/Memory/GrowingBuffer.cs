namespace Btf.Core;

/// <summary>
/// Unmanaged memory that grows as it is written: what a decompressor writes to. It never holds more than twice what was written.
/// </summary>
/// <remarks>Growing is <c>realloc</c>, which on Linux moves large blocks by their page tables and copies nothing.</remarks>
internal sealed unsafe class GrowingBuffer : IDisposable
{
    private const int FirstCapacity = 1 << 16;
    private byte* _start;
    private int _capacity;

    ~GrowingBuffer() => NativeHeap.Free(_start);

    /// <summary>The number of bytes that were written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written. It does not move as long as nothing more is.</summary>
    // In bounds: the length never passes the capacity.
    public ReadOnlySpan<byte> Written => new(_start, Length);

    /// <summary>Room for at least one byte more, and no more than <paramref name="most"/>.</summary>
    // In bounds: the span is what the capacity leaves.
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

    /// <summary>Counts bytes that were written to the room.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_capacity - Length), nameof(count));
        Length += count;
    }

    /// <summary>A part of what was written, as memory that needs this buffer.</summary>
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

        // The buffer frees it: this one only keeps that reachable.
        protected override void Free() => GC.KeepAlive(_buffer);
    }
}

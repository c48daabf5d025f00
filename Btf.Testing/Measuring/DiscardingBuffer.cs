using System.Buffers;

namespace Btf.Testing;

/// <summary>Receives text and discards it, by returning the same memory again and again.</summary>
public sealed class DiscardingBuffer : IBufferWriter<byte>
{
    private readonly byte[] _piece = new byte[1 << 16];

    /// <summary>The number of bytes written.</summary>
    public long Count { get; private set; }

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => _piece;

    public Span<byte> GetSpan(int sizeHint = 0) => _piece;
}

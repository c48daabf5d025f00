using System.Buffers;

namespace Btf.Testing;

/// <summary>Takes text and keeps a digest of it, which is the same within a process.</summary>
public sealed class DigestingBuffer : IBufferWriter<byte>
{
    private readonly byte[] _piece = new byte[1 << 16];
    private HashCode _digest;

    public void Advance(int count) => _digest.AddBytes(_piece.AsSpan(0, count));

    public Memory<byte> GetMemory(int sizeHint = 0) => _piece;

    public Span<byte> GetSpan(int sizeHint = 0) => _piece;

    /// <summary>The digest of what came since it was last taken.</summary>
    public ulong TakeDigest()
    {
        ulong digest = (uint)_digest.ToHashCode();
        _digest = default;
        return digest;
    }
}

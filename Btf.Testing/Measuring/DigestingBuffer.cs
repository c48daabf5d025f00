using System.Buffers;

namespace Btf.Testing;

/// <summary>Receives text and keeps only a digest of it. Equal text has the same digest within a process.</summary>
public sealed class DigestingBuffer : IBufferWriter<byte>
{
    private readonly byte[] _piece = new byte[1 << 16];
    private HashCode _digest;

    public void Advance(int count) => _digest.AddBytes(_piece.AsSpan(0, count));

    public Memory<byte> GetMemory(int sizeHint = 0) => _piece;

    public Span<byte> GetSpan(int sizeHint = 0) => _piece;

    /// <summary>Returns the digest of the text since the last call.</summary>
    public ulong TakeDigest()
    {
        ulong digest = (uint)_digest.ToHashCode();
        _digest = default;
        return digest;
    }
}

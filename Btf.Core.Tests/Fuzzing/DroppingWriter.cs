using System.Buffers;

namespace Btf.Core.Tests;

/// <summary>Takes text and keeps none of it.</summary>
internal sealed class DroppingWriter : IBufferWriter<byte>
{
    private const int Least = 32 * 1024;

    [ThreadStatic]
    private static byte[]? _shared;

    public long Written { get; private set; }

    public void Advance(int count) => Written += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Buffer(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => Buffer(sizeHint);

    private static byte[] Buffer(int sizeHint) =>
        _shared is { } buffer && buffer.Length >= sizeHint ? buffer : _shared = new byte[Math.Max(sizeHint, Least)];
}

using Btf.Core;

namespace Btf.Compression;

/// <summary>A stream of a limited number of bytes of another stream.</summary>
internal sealed class LimitedStream(Stream stream, long length) : DecodingStream
{
    private long _left = length;

    public override int Read(Span<byte> buffer)
    {
        int count = stream.Read(buffer[..(int)Math.Min(_left, buffer.Length)]);
        _left -= count;
        return count;
    }
}

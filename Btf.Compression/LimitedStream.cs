using Btf.Core;

namespace Btf.Compression;

/// <summary>The next bytes of a stream, as if there were no others.</summary>
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

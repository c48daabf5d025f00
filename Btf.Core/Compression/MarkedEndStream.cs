namespace Btf.Core;

/// <summary>
/// A stream with one more byte after its last. Who reads on after that has missed the end of the data: the framework's inflating streams take the end of a
/// file that was cut short for the end of the data, and say nothing.
/// </summary>
internal sealed class MarkedEndStream(Stream stream) : Stream
{
    // No gzip member starts so.
    private const byte Mark = 0xFF;
    private bool _isMarked;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int count = stream.Read(buffer);
        if (count != 0 || buffer.IsEmpty)
        {
            return count;
        }

        if (_isMarked)
        {
            throw new EndOfStreamException("it ends too early");
        }

        _isMarked = true;
        buffer[0] = Mark;
        return 1;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

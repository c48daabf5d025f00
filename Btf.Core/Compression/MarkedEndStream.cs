namespace Btf.Core;

/// <summary>
/// A stream with one more byte after its last. Who reads on after that has missed the end of the data: the framework's inflating streams take the end of a
/// file that was cut short for the end of the data, and say nothing.
/// </summary>
internal sealed class MarkedEndStream(Stream stream) : DecodingStream
{
    // No gzip member starts so.
    private const byte Mark = 0xFF;
    private bool _isMarked;

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
}

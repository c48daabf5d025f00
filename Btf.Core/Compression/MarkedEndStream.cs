namespace Btf.Core;

/// <summary>
/// A stream with one more byte after its last. The framework's inflating streams silently take the end of a truncated file for the end of the data; reading
/// beyond this extra byte shows that the data did not end.
/// </summary>
internal sealed class MarkedEndStream(Stream stream) : DecodingStream
{
    // No gzip member starts with this byte.
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

using Btf.Core;

namespace Btf.Compression;

/// <summary>Decodes a filter over a stream. Bytes that the filter cannot decode yet wait for the bytes after them.</summary>
internal sealed class FilterStream(Stream stream, XzFilter filter) : DecodingStream
{
    private const int BufferLength = 1 << 16;
    private readonly byte[] _buffer = new byte[BufferLength];

    // Bytes up to _filtered are decoded; those up to _end are not yet.
    private int _start;
    private int _filtered;
    private int _end;
    private bool _isAtEnd;

    public override int Read(Span<byte> buffer)
    {
        while (_start == _filtered && !(_isAtEnd && _start == _end))
        {
            Fill();
        }

        int count = Math.Min(buffer.Length, _filtered - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    private void Fill()
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        int count = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        _isAtEnd = count == 0;

        // At the end of the data, a rest that is shorter than a branch stays as it is.
        _filtered = _isAtEnd ? _end : filter.Decode(_buffer.AsSpan(0, _end));
    }
}

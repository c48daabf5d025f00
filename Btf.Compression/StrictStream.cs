using Btf.Core;

namespace Btf.Compression;

/// <summary>A stream that throws where another says that it is at its end: decoders that take what is missing for zeros would never come to theirs.</summary>
internal sealed class StrictStream(Stream stream) : DecodingStream
{
    /// <summary>How many bytes were read.</summary>
    public long BytesRead { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int count = stream.Read(buffer);
        if (count == 0 && !buffer.IsEmpty)
        {
            throw new EndOfStreamException("it ends too early");
        }

        BytesRead += count;
        return count;
    }

    public override int ReadByte()
    {
        int value = stream.ReadByte();
        if (value < 0)
        {
            throw new EndOfStreamException("it ends too early");
        }

        BytesRead++;
        return value;
    }
}

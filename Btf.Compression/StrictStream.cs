using Btf.Core;

namespace Btf.Compression;

/// <summary>A stream that throws at the end of another stream. Some decoders take missing bytes for zeros and would never end.</summary>
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

using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;

namespace Btf.Compression;

/// <summary>The streams of a bzip2 file, each decoded by SharpCompress.</summary>
internal sealed class Bzip2Stream(Stream compressed) : MembersStream(compressed)
{
    // A decoder allocates up to 5.5 MB, but a stream can have 40 bytes. Many tiny hostile streams would allocate gigabytes; real ones hold more data.
    private const long DecoderMemory = 8L << 20;
    private const long FreeMemory = 1L << 30;
    private const long MemoryPerByte = 64;

    private readonly long _start = compressed.Position;
    private long _plainLength;
    private long _streamCount;

    public override int Read(Span<byte> buffer)
    {
        int count = base.Read(buffer);
        _plainLength += count;
        return count;
    }

    protected override Stream? OpenNext(Stream compressed)
    {
        Span<byte> head = stackalloc byte[Bzip2Head.Length];
        long place = compressed.Position;
        while (compressed.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && Bzip2Head.IsStream(head))
        {
            if (!Bzip2Head.IsEmptyStream(head))
            {
                compressed.Position = place;
                CountStream(place);
                return BZip2Stream.Create(compressed, CompressionMode.Decompress, decompressConcatenated: false, leaveOpen: true);
            }

            compressed.ReadExactly(head[..Bzip2Head.ChecksumLength]);
            place = compressed.Position;
        }

        return null;
    }

    private void CountStream(long place)
    {
        _streamCount++;
        if (_streamCount * DecoderMemory > FreeMemory + (MemoryPerByte * (place - _start + _plainLength)))
        {
            throw new InvalidDataException($"{_streamCount} streams hold only {_plainLength} bytes; so many small streams are not read");
        }
    }
}

using System.Buffers.Binary;

namespace Btf.Compression;

/// <summary>How long zstd data is, by the lengths of its frames and of their blocks. See RFC 8878, section 3.1.</summary>
internal static class ZstdFrames
{
    private const uint FrameMagic = 0xFD2FB528;
    private const uint SkippedMagic = 0x184D2A50;
    private const uint SkippedMagicMask = 0xFFFFFFF0;
    private const int BlockHeaderLength = 3;
    private const int ChecksumLength = 4;

    private static ReadOnlySpan<byte> DictionaryIdLengths => [0, 1, 2, 4];

    private static ReadOnlySpan<byte> ContentSizeLengths => [0, 2, 4, 8];

    /// <summary>The length in bytes of the frames that follow each other from where the stream stands, which is where it stands afterwards too.</summary>
    /// <exception cref="EndOfStreamException">The stream ends inside a frame.</exception>
    /// <exception cref="InvalidDataException">A block is of no type that there is.</exception>
    public static long Measure(Stream stream)
    {
        long start = stream.Position;
        long end = start;
        while (Skip(stream))
        {
            if (stream.Position > stream.Length)
            {
                throw new EndOfStreamException("it ends too early");
            }

            end = stream.Position;
        }

        stream.Position = start;
        return end - start;
    }

    private static bool Skip(Stream stream)
    {
        Span<byte> field = stackalloc byte[sizeof(uint)];
        if (stream.ReadAtLeast(field, field.Length, throwOnEndOfStream: false) < field.Length)
        {
            return false;
        }

        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(field);
        if (magic == FrameMagic)
        {
            SkipFrame(stream);
            return true;
        }

        bool isSkipped = (magic & SkippedMagicMask) == SkippedMagic;
        if (isSkipped)
        {
            stream.ReadExactly(field);
            stream.Position += BinaryPrimitives.ReadUInt32LittleEndian(field);
        }

        return isSkipped;
    }

    private static void SkipFrame(Stream stream)
    {
        int descriptor = stream.ReadByte();
        bool isSingleSegment = (descriptor & 0x20) != 0;
        bool hasChecksum = (descriptor & 4) != 0;
        int contentSize = ContentSizeLengths[descriptor >> 6 & 3];
        stream.Position += DictionaryIdLengths[descriptor & 3] + (isSingleSegment ? Math.Max(contentSize, 1) : contentSize + 1);

        Span<byte> header = stackalloc byte[sizeof(uint)];
        uint block;
        do
        {
            stream.ReadExactly(header[..BlockHeaderLength]);
            block = BinaryPrimitives.ReadUInt32LittleEndian(header);
            stream.Position += (block >> 1 & 3) switch
            {
                // Of a block that is one byte many times over, its length is the times.
                1 => 1,
                3 => throw new InvalidDataException("a block is of no type that there is"),
                _ => block >> 3,
            };
        }
        while ((block & 1) == 0);

        stream.Position += hasChecksum ? ChecksumLength : 0;
    }
}

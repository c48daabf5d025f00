using System.Buffers.Binary;

namespace Btf.Compression;

/// <summary>Finds the end of a current lz4 frame, by the LZ4 frame format, version 1.6.1.</summary>
internal static class Lz4Frame
{
    private const int ChecksumLength = 4;
    private const uint BlockLengthMask = 0x7FFF_FFFF;

    /// <summary>Skips the rest of a frame after its magic number.</summary>
    /// <exception cref="EndOfStreamException">The stream ends inside the frame.</exception>
    /// <exception cref="NotSupportedException">The frame needs a dictionary.</exception>
    public static void Skip(Stream stream)
    {
        int flags = stream.ReadByte();
        bool hasDictionaryId = (flags & 1) != 0;
        bool hasContentChecksum = (flags & 4) != 0;
        bool hasContentSize = (flags & 8) != 0;
        bool hasBlockChecksums = (flags & 0x10) != 0;
        if (hasDictionaryId)
        {
            throw new NotSupportedException("a dictionary of its own");
        }

        // The block size and the header's checksum take a byte each.
        stream.Position += 2 + (hasContentSize ? sizeof(ulong) : 0);

        Span<byte> header = stackalloc byte[sizeof(uint)];
        uint block;
        do
        {
            stream.ReadExactly(header);
            block = BinaryPrimitives.ReadUInt32LittleEndian(header) & BlockLengthMask;
            stream.Position += block + (hasBlockChecksums && block != 0 ? ChecksumLength : 0);
        }
        while (block != 0);

        stream.Position += hasContentChecksum ? ChecksumLength : 0;
    }
}

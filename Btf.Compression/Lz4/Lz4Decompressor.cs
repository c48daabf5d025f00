using System.Buffers.Binary;
using Btf.Core;
using K4os.Compression.LZ4.Streams;

namespace Btf.Compression;

/// <summary>lz4 in its current frame, by K4os.Compression.LZ4.</summary>
internal sealed class Lz4Decompressor : BtfDecompressor
{
    private const uint FrameMagic = 0x184D2204;
    private const int ChecksumLength = 4;
    private const uint BlockLengthMask = 0x7FFF_FFFF;

    public override string Name => "lz4";

    public override ReadOnlySpan<byte> Magic => [0x04, 0x22, 0x4D, 0x18];

    public override Stream OpenRead(Stream compressed) => LZ4Stream.Decode(Frames.Of(compressed, FrameMagic, SkipFrame), leaveOpen: true);

    // The LZ4 frame format, version 1.6.1.
    private static void SkipFrame(Stream stream)
    {
        int flags = stream.ReadByte();
        bool hasDictionaryId = (flags & 1) != 0;
        bool hasContentChecksum = (flags & 4) != 0;
        bool hasContentSize = (flags & 8) != 0;
        bool hasBlockChecksums = (flags & 0x10) != 0;

        // The block size and the header's checksum take a byte each.
        stream.Position += 2 + (hasContentSize ? sizeof(ulong) : 0) + (hasDictionaryId ? sizeof(uint) : 0);

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

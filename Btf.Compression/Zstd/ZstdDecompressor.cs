using System.Buffers.Binary;
using Btf.Core;
using ZstdSharp;

namespace Btf.Compression;

/// <summary>Decompresses zstd with ZstdSharp.</summary>
internal sealed class ZstdDecompressor : BtfDecompressor
{
    private const uint FrameMagic = 0xFD2FB528;
    private const int BlockHeaderLength = 3;
    private const int ChecksumLength = 4;

    // The largest window that the program zstd accepts by default.
    private const int MostWindowLog = 27;
    private const int LeastWindowLog = 10;
    private const int WindowExponentShift = 3;

    public override string Name => "zstd";

    public override string Suffix => ".zst";

    public override ReadOnlySpan<byte> Magic => [0x28, 0xB5, 0x2F, 0xFD];

    private static ReadOnlySpan<byte> DictionaryIdLengths => [0, 1, 2, 4];

    private static ReadOnlySpan<byte> ContentSizeLengths => [0, 2, 4, 8];

    public override Stream OpenRead(Stream compressed) => new DecompressionStream(Frames.All(compressed, FrameMagic, SkipFrame), leaveOpen: true);

    // RFC 8878, section 3.1.1.
    private static void SkipFrame(Stream stream)
    {
        int descriptor = stream.ReadByte();
        bool isSingleSegment = (descriptor & 0x20) != 0;
        bool hasChecksum = (descriptor & 4) != 0;
        int contentSize = ContentSizeLengths[descriptor >> 6 & 3];
        if (!isSingleSegment && (stream.ReadByte() >> WindowExponentShift) + LeastWindowLog is > MostWindowLog and int window)
        {
            throw new NotSupportedException($"a window of 2^{window} bytes; at most 2^{MostWindowLog} are possible");
        }

        Span<byte> dictionary = stackalloc byte[sizeof(uint)];
        dictionary = dictionary[..DictionaryIdLengths[descriptor & 3]];
        stream.ReadExactly(dictionary);
        if (dictionary.ContainsAnyExcept((byte)0))
        {
            throw new NotSupportedException("a dictionary of its own");
        }

        stream.Position += isSingleSegment ? Math.Max(contentSize, 1) : contentSize;

        Span<byte> header = stackalloc byte[sizeof(uint)];
        header.Clear();
        uint block;
        do
        {
            stream.ReadExactly(header[..BlockHeaderLength]);
            block = BinaryPrimitives.ReadUInt32LittleEndian(header);
            stream.Position += (block >> 1 & 3) switch
            {
                // A run-length block stores one byte; its length field is the number of repetitions.
                1 => 1,
                3 => throw new InvalidDataException("a block has an undefined type"),
                _ => block >> 3,
            };
        }
        while ((block & 1) == 0);

        stream.Position += hasChecksum ? ChecksumLength : 0;
    }
}

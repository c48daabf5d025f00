using Btf.Core;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;

namespace Btf.Compression;

/// <summary>bzip2, by SharpCompress.</summary>
internal sealed class Bzip2Decompressor : BtfDecompressor
{
    private const int LevelOffset = 3;
    private const int BlockOffset = 4;

    public override string Name => "bzip2";

    public override ReadOnlySpan<byte> Magic => "BZh"u8;

    // The level is a digit, and the first block starts with the digits of pi; an empty file has those of its square root.
    public override bool Matches(ReadOnlySpan<byte> head) =>
        head.StartsWith(Magic)
        && head.Length > BlockOffset + 1
        && head[LevelOffset] is >= (byte)'1' and <= (byte)'9'
        && head[BlockOffset] is 0x31 or 0x17;

    public override Stream OpenRead(Stream compressed) => BZip2Stream.Create(compressed, CompressionMode.Decompress, decompressConcatenated: false, leaveOpen: true);
}

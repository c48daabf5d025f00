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

    private static ReadOnlySpan<byte> Pi => [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];

    private static ReadOnlySpan<byte> RootOfPi => [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

    // The level is a digit, and the first block starts with the digits of pi; an empty file has those of its square root.
    public override bool Matches(ReadOnlySpan<byte> head) =>
        head.StartsWith(Magic)
        && head.Length > BlockOffset
        && head[LevelOffset] is >= (byte)'1' and <= (byte)'9'
        && (head[BlockOffset..].StartsWith(Pi) || head[BlockOffset..].StartsWith(RootOfPi));

    public override Stream OpenRead(Stream compressed) => BZip2Stream.Create(compressed, CompressionMode.Decompress, decompressConcatenated: false, leaveOpen: true);
}

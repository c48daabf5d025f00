using System.IO.Compression;

namespace Btf.Core;

/// <summary>Decompresses gzip with the framework.</summary>
internal sealed class GzipDecompressor : BtfDecompressor
{
    private const int FlagsOffset = 3;
    private const int ReservedFlags = 0xE0;

    public override string Name => "gzip";

    public override string Suffix => ".gz";

    // The third byte is the method; only 8 is defined.
    public override ReadOnlySpan<byte> Magic => [0x1F, 0x8B, 8];

    public override bool Matches(ReadOnlySpan<byte> head) =>
        head.StartsWith(Magic) && head.Length > FlagsOffset && (head[FlagsOffset] & ReservedFlags) == 0;

    public override Stream OpenRead(Stream compressed) => new GZipStream(new MarkedEndStream(compressed), CompressionMode.Decompress);
}

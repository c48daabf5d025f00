using Btf.Core;

namespace Btf.Compression;

/// <summary>Decompresses xz. It reads the container itself, and decodes the data with SharpCompress.</summary>
/// <remarks>SharpCompress's own reader of the container misses filtered branches that cross two reads, and kernel images have filtered machine code.</remarks>
internal sealed class XzDecompressor : BtfDecompressor
{
    public override string Name => "xz";

    public override string Suffix => ".xz";

    public override ReadOnlySpan<byte> Magic => XzStream.Magic;

    public override Stream OpenRead(Stream compressed) => new XzStream(compressed);
}

using Btf.Core;

namespace Btf.Compression;

/// <summary>lz4 in the frame that kernel images use, whose blocks K4os.Compression.LZ4 decodes.</summary>
internal sealed class Lz4LegacyDecompressor : BtfDecompressor
{
    public override string Name => "lz4-legacy";

    public override ReadOnlySpan<byte> Magic => [0x02, 0x21, 0x4C, 0x18];

    public override Stream OpenRead(Stream compressed) => new Lz4LegacyStream(compressed);
}

using Btf.Core;
using ZstdSharp;

namespace Btf.Compression;

/// <summary>zstd, by ZstdSharp.</summary>
internal sealed class ZstdDecompressor : BtfDecompressor
{
    public override string Name => "zstd";

    public override ReadOnlySpan<byte> Magic => [0x28, 0xB5, 0x2F, 0xFD];

    // It takes what follows a kernel's payload for damage: so it is shown the frames and no more.
    public override Stream OpenRead(Stream compressed) =>
        new DecompressionStream(new LimitedStream(compressed, ZstdFrames.Measure(compressed)), leaveOpen: true);
}

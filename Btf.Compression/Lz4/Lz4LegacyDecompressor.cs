using Btf.Core;

namespace Btf.Compression;

/// <summary>Decompresses lz4 data that starts with a legacy frame, as in kernel images.</summary>
internal sealed class Lz4LegacyDecompressor : BtfDecompressor
{
    public override string Name => "lz4-legacy";

    public override string Suffix => ".lz4";

    public override ReadOnlySpan<byte> Magic => Lz4Stream.LegacyMagic;

    public override Stream OpenRead(Stream compressed) => new Lz4Stream(compressed);
}

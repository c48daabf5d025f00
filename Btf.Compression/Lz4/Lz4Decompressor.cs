using Btf.Core;

namespace Btf.Compression;

/// <summary>Decompresses lz4 data that starts with a current frame.</summary>
internal sealed class Lz4Decompressor : BtfDecompressor
{
    public override string Name => "lz4";

    public override string Suffix => ".lz4";

    public override ReadOnlySpan<byte> Magic => Lz4Stream.CurrentMagic;

    public override Stream OpenRead(Stream compressed) => new Lz4Stream(compressed);
}

using Btf.Core;

namespace Btf.Compression;

/// <summary>Decompresses bzip2 with SharpCompress.</summary>
internal sealed class Bzip2Decompressor : BtfDecompressor
{
    public override string Name => "bzip2";

    public override string Suffix => ".bz2";

    public override ReadOnlySpan<byte> Magic => Bzip2Head.Magic;

    public override bool Matches(ReadOnlySpan<byte> head) => Bzip2Head.IsStream(head);

    public override Stream OpenRead(Stream compressed) => new Bzip2Stream(compressed);
}

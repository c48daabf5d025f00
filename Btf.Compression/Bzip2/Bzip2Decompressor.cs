using Btf.Core;

namespace Btf.Compression;

/// <summary>bzip2.</summary>
internal sealed class Bzip2Decompressor : BtfDecompressor
{
    public override string Name => "bzip2";

    public override ReadOnlySpan<byte> Magic => Bzip2Head.Magic;

    public override bool Matches(ReadOnlySpan<byte> head) => Bzip2Head.IsStream(head);

    public override Stream OpenRead(Stream compressed) => new Bzip2Stream(compressed);
}

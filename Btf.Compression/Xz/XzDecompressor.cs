using Btf.Core;

namespace Btf.Compression;

/// <summary>xz, whose container is read here and whose data SharpCompress decodes.</summary>
/// <remarks>SharpCompress's own reader of the container loses branches of machine code between two reads, and kernel images have them filtered.</remarks>
internal sealed class XzDecompressor : BtfDecompressor
{
    public override string Name => "xz";

    public override ReadOnlySpan<byte> Magic => XzStream.Magic;

    public override Stream OpenRead(Stream compressed) => new XzStream(compressed);
}

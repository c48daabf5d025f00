using System.IO.Compression;

namespace Btf.Core;

/// <summary>Decompresses zlib with the framework. It is not registered, because only ELF sections use zlib.</summary>
internal sealed class ZlibDecompressor : BtfDecompressor
{
    public static ZlibDecompressor Instance { get; } = new();

    public override string Name => "zlib";

    public override ReadOnlySpan<byte> Magic => [0x78, 0x9C];

    public override Stream OpenRead(Stream compressed) => new ZLibStream(new MarkedEndStream(compressed), CompressionMode.Decompress);
}

using System.IO.Compression;

namespace Btf.Core;

/// <summary>zlib, by the framework. Only ELF sections are compressed so: it is not registered.</summary>
internal sealed class ZlibDecompressor : BtfDecompressor
{
    public static ZlibDecompressor Instance { get; } = new();

    public override string Name => "zlib";

    public override ReadOnlySpan<byte> Magic => [0x78, 0x9C];

    public override Stream OpenRead(Stream compressed) => new ZLibStream(new MarkedEndStream(compressed), CompressionMode.Decompress);
}

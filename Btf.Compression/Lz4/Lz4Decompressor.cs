using Btf.Core;
using K4os.Compression.LZ4.Streams;

namespace Btf.Compression;

/// <summary>lz4 in its current frame, by K4os.Compression.LZ4.</summary>
internal sealed class Lz4Decompressor : BtfDecompressor
{
    public override string Name => "lz4";

    public override ReadOnlySpan<byte> Magic => [0x04, 0x22, 0x4D, 0x18];

    public override Stream OpenRead(Stream compressed) => LZ4Stream.Decode(new StrictStream(compressed), leaveOpen: true);
}

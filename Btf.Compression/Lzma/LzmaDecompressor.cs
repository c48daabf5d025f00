using System.Buffers.Binary;
using Btf.Core;
using SharpCompress.Compressors.LZMA;

namespace Btf.Compression;

/// <summary>Decompresses lzma as in old <c>.lzma</c> files and kernel images, with SharpCompress.</summary>
internal sealed class LzmaDecompressor : BtfDecompressor
{
    public override string Name => "lzma";

    public override string Suffix => ".lzma";

    // The usual properties of kernel images, and the lower half of the dictionary's size. Files may have other values.
    public override ReadOnlySpan<byte> Magic => [0x5D, 0, 0];

    public override bool Matches(ReadOnlySpan<byte> head) => LzmaHeader.IsHeader(head);

    public override Stream OpenRead(Stream compressed)
    {
        byte[] header = new byte[LzmaHeader.Length];
        long available = compressed.Length - compressed.Position;
        compressed.ReadExactly(header);
        byte[] properties = header[..LzmaHeader.PropertiesLength];
        long dictionary = LzmaDictionary.Bound(LzmaHeader.Dictionary(header), available);
        BinaryPrimitives.WriteUInt32LittleEndian(properties.AsSpan(1), (uint)dictionary);
        return new LzmaMember(compressed, LzmaStream.Create(properties, new StrictStream(compressed), -1, LzmaHeader.Size(header), leaveOpen: true));
    }
}

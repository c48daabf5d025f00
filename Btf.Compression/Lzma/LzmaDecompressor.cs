using System.Buffers.Binary;
using System.Numerics;
using Btf.Core;
using SharpCompress.Compressors.LZMA;

namespace Btf.Compression;

/// <summary>lzma as the old <c>.lzma</c> files and kernel images have it, by SharpCompress.</summary>
internal sealed class LzmaDecompressor : BtfDecompressor
{
    private const int HeaderLength = 13;
    private const int PropertiesLength = 5;
    private const ulong LargestSize = 1UL << 38;

    public override string Name => "lzma";

    // There is no magic number: these are the usual parameters and the lower half of a dictionary's size.
    public override ReadOnlySpan<byte> Magic => [0x5D, 0, 0];

    // The rules by which xz tells such a file from others; and the coder's first byte, which is always zero.
    public override bool Matches(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith(Magic) || head.Length <= HeaderLength || head[HeaderLength] != 0)
        {
            return false;
        }

        uint dictionary = BinaryPrimitives.ReadUInt32LittleEndian(head[1..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(head[PropertiesLength..]);
        bool isPlausible = BitOperations.PopCount(dictionary) == 1 || (BitOperations.PopCount(dictionary) == 2 && (dictionary & (dictionary >> 1)) != 0);
        return isPlausible && size is ulong.MaxValue or < LargestSize;
    }

    public override Stream OpenRead(Stream compressed)
    {
        byte[] header = new byte[HeaderLength];
        long available = compressed.Length - compressed.Position;
        compressed.ReadExactly(header);
        byte[] properties = header[..PropertiesLength];
        uint dictionary = BinaryPrimitives.ReadUInt32LittleEndian(properties.AsSpan(1));
        BinaryPrimitives.WriteUInt32LittleEndian(properties.AsSpan(1), (uint)LzmaDictionary.Bound(dictionary, available));
        long size = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(PropertiesLength));
        return LzmaStream.Create(properties, new StrictStream(compressed), -1, size, leaveOpen: true);
    }
}

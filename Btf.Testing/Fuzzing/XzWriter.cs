using System.Buffers.Binary;
using System.Security.Cryptography;
using SharpCompress.Compressors.Xz;

namespace Btf.Testing;

/// <summary>Writes xz files of one block, as defined by "The .xz File Format", version 1.2.1.</summary>
public static class XzWriter
{
    private const int LongestChunk = 1 << 16;
    private const byte LzmaProperties = 0x5D;
    private static readonly byte[] _magic = [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    /// <summary>The types of checks that blocks can end with.</summary>
    public static IReadOnlyList<byte> Checks { get; } = [0, 1, 4, 10];

    /// <summary>Writes a file.</summary>
    /// <param name="data">The content.</param>
    /// <param name="check">One of <see cref="Checks"/>.</param>
    /// <param name="lzma">The data compressed by lzma. If it does not fit into one chunk, the data is stored.</param>
    public static byte[] Write(byte[] data, byte check, byte[]? lzma)
    {
        byte[] header = [0, check];
        byte[] blockHeader = [2, 0, 0x21, 1, 16, 0, 0, 0];
        byte[] chunks = lzma is { Length: <= LongestChunk } && data.Length is > 0 and <= LongestChunk ? [.. Chunk(data, lzma)] : [.. Chunks(data)];
        byte[] block = [.. blockHeader, .. Crc(blockHeader), .. chunks];
        byte[] checksum = Check(data, check);
        byte[] records = Padded([0, 1, .. Number(block.Length + checksum.Length), .. Number(data.Length)]);
        byte[] index = [.. records, .. Crc(records)];
        byte[] footer = [.. Word((uint)(index.Length / 4) - 1), .. header];
        return [.. _magic, .. header, .. Crc(header), .. Padded(block), .. checksum, .. index, .. Crc(footer), .. footer, .. "YZ"u8];
    }

    private static IEnumerable<byte> Chunk(byte[] data, byte[] lzma)
    {
        int size = data.Length - 1;
        int packed = lzma.Length - 1;
        return [(byte)(0xE0 | size >> 16), (byte)(size >> 8), (byte)size, (byte)(packed >> 8), (byte)packed, LzmaProperties, .. lzma, 0];
    }

    private static IEnumerable<byte> Chunks(byte[] data) =>
        data.Chunk(LongestChunk)
            .SelectMany((chunk, i) => (byte[])[(byte)(i == 0 ? 1 : 2), (byte)((chunk.Length - 1) >> 8), (byte)(chunk.Length - 1), .. chunk])
            .Append((byte)0);

    private static byte[] Check(byte[] data, byte type) => type switch
    {
        1 => Crc(data),
        4 => BitConverter.GetBytes(Crc64.ComputeXz(data)),
        10 => SHA256.HashData(data),
        _ => [],
    };

    private static byte[] Padded(byte[] bytes) => [.. bytes, .. new byte[-bytes.Length & 3]];

    private static byte[] Number(int value)
    {
        List<byte> bytes = [];
        for (; value > 0x7F; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    private static byte[] Crc(byte[] bytes) => Word(Crc32.Compute(bytes));

    private static byte[] Word(uint value)
    {
        byte[] word = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        return word;
    }
}

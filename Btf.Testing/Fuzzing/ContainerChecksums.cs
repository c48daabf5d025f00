using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Hash.xxHash;
using SharpCompress.Compressors.Xz;

namespace Btf.Testing;

/// <summary>Corrects the checksums of a changed container, so that readers get to the change.</summary>
public static class ContainerChecksums
{
    private const int GzipHeader = 10;
    private const int GzipTrailer = 8;
    private const int LongestContent = 1 << 16;
    private const int XzHeader = 12;
    private const int XzFooter = 12;

    /// <summary>Repairs a container in place; other data does not change.</summary>
    public static void Repair(Span<byte> data)
    {
        switch (data)
        {
            case [0x1F, 0x8B, 8, 0, ..] when data.Length > GzipHeader + GzipTrailer:
                RepairGzip(data);
                break;
            case [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] when data.Length > XzHeader + XzFooter:
                RepairXz(data);
                break;
            case [0x04, 0x22, 0x4D, 0x18, ..]:
                RepairLz4(data);
                break;
            default:
                break;
        }
    }

    private static void RepairGzip(Span<byte> data)
    {
        byte[] content = new byte[LongestContent];
        int length;
        try
        {
            using DeflateStream stream = new(new MemoryStream(data[GzipHeader..^GzipTrailer].ToArray()), CompressionMode.Decompress);
            length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            return;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(data[^8..], Crc32.Compute(content[..length]));
        BinaryPrimitives.WriteInt32LittleEndian(data[^4..], length);
    }

    // Corrects the checksums of headers and of the index, at the places in the data, but not the checks of blocks.
    private static void RepairXz(Span<byte> data)
    {
        RepairCrc(data, 6, 2);
        RepairCrc(data, XzHeader, (data[XzHeader] + 1) * 4 - sizeof(uint));
        long index = (BinaryPrimitives.ReadUInt32LittleEndian(data[^8..]) + 1L) * 4;
        if (index <= data.Length - XzHeader - XzFooter)
        {
            RepairCrc(data, data.Length - XzFooter - (int)index, (int)index - sizeof(uint));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(data[^12..], Crc32.Compute(data[^8..^2].ToArray()));
    }

    private static void RepairCrc(Span<byte> data, int from, int length)
    {
        if (length > 0 && from + length + sizeof(uint) <= data.Length)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(data[(from + length)..], Crc32.Compute(data.Slice(from, length).ToArray()));
        }
    }

    // The second byte of the descriptor's hash follows the descriptor, which has two bytes, or more if flags say so.
    private static void RepairLz4(Span<byte> data)
    {
        int flags = data.Length > 4 ? data[4] : 0;
        int length = 2 + ((flags & 8) != 0 ? sizeof(ulong) : 0) + ((flags & 1) != 0 ? sizeof(uint) : 0);
        if (data.Length > 4 + length)
        {
            data[4 + length] = (byte)(XXH32.DigestOf(data.Slice(4, length)) >> 8);
        }
    }
}

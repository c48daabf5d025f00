using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Compression.LZ4;
using K4os.Compression.LZ4.Streams;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.LZMA;
using ZstdSharp;
using BzipMode = SharpCompress.Compressors.CompressionMode;

namespace Btf.Testing;

/// <summary>Packs data into a container of any readable format, with packers in this process.</summary>
public sealed class Wrapper(Random random)
{
    private const int LzmaDictionary = 1 << 16;

    private static readonly Dictionary<string, Func<byte[], Random, byte[]>> _forms = new()
    {
        ["gzip"] = (data, _) => Packer.Gzip(data),
        ["gzip, stored"] = (data, _) => Stream(data, packed => new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true)),
        ["a section by zlib"] = (data, random) => Elf(data, random, 1, Packer.Zlib(data)),
        ["a section by zstd"] = (data, random) => Elf(data, random, 2, Zstd(data, Level(random))),
        ["xz"] = (data, random) => XzWriter.Write(data, Check(random), Lzma(data)),
        ["xz, stored"] = (data, random) => XzWriter.Write(data, Check(random), null),
        ["xz, two streams"] = (data, random) =>
            [.. XzWriter.Write(data[..(data.Length / 2)], Check(random), null), 0, 0, 0, 0, .. XzWriter.Write(data[(data.Length / 2)..], Check(random), null)],
        ["lzma"] = (data, _) => [0x5D, .. BitConverter.GetBytes(LzmaDictionary), .. BitConverter.GetBytes((long)data.Length), .. Lzma(data)],
        ["zstd"] = (data, random) => Zstd(data, Level(random)),
        ["lz4"] = Lz4,
        ["lz4, legacy"] = (data, _) => Lz4Legacy(data),
        ["lz4, frames of three sorts"] = (data, random) =>
            [.. Lz4Legacy(data[..(data.Length / 2)]), 0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 1, 2, .. Lz4(data[(data.Length / 2)..], random)],
        ["bzip2"] = (data, _) => Stream(data, packed => BZip2Stream.Create(packed, BzipMode.Compress, decompressConcatenated: false, leaveOpen: true)),
    };

    private static readonly Func<byte[], Random, byte[]>[] _all = [.. _forms.Values];

    public static IEnumerable<string> Forms => _forms.Keys;

    /// <summary>Returns the data in a container of one form.</summary>
    public byte[] Wrap(string form, byte[] data) => _forms[form](data, random);

    /// <summary>Returns the data in a container of any form, or sometimes in two nested containers.</summary>
    public byte[] Wrap(byte[] data)
    {
        byte[] packed = _all[random.Next(_all.Length)](data, random);
        return random.Next(16) == 0 ? _all[random.Next(_all.Length)](packed, random) : packed;
    }

    public static bool IsWrapped(byte[] data) => new CompressionFormats([]).Find(data) is not null;

    /// <summary>Returns the content of a container; null if it is not a container, is damaged, or holds more than <paramref name="most"/> bytes.</summary>
    public static byte[]? Unwrap(byte[] data, int most)
    {
        if (new CompressionFormats([]).Find(data) is not { } format)
        {
            return null;
        }

        try
        {
            using Stream stream = format.OpenRead(new MemoryStream(data));
            byte[] content = new byte[most];
            int length = stream.ReadAtLeast(content, most, throwOnEndOfStream: false);
            return length is 0 || length == most ? null : content[..length];
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Decompressors report damaged data by exceptions of many types.
            return null;
        }
    }

    public static byte[] Zstd(byte[] data, int level)
    {
        using Compressor compressor = new(level);
        return compressor.Wrap(data).ToArray();
    }

    private static int Level(Random random) => random.Next(2) == 0 ? 1 : 9;

    private static byte Check(Random random) => XzWriter.Checks[random.Next(XzWriter.Checks.Count)];

    private static byte[] Elf(byte[] data, Random random, uint method, byte[] packed)
    {
        ElfBuilder elf = new(random.Next(2) == 0, random.Next(2) == 0);
        elf.AddCompressed(".BTF", method, packed, (uint)data.Length);
        return elf.Build();
    }

    private static byte[] Lzma(byte[] data) => Stream(data, packed => LzmaStream.Create(new LzmaEncoderProperties(false, LzmaDictionary), false, packed));

    private static byte[] Lz4(byte[] data, Random random)
    {
        LZ4EncoderSettings settings = new() { ChainBlocks = random.Next(2) == 0, ContentChecksum = random.Next(2) == 0, BlockChecksum = random.Next(2) == 0 };
        return Stream(data, packed => LZ4Stream.Encode(packed, settings, leaveOpen: true));
    }

    private static byte[] Lz4Legacy(byte[] data)
    {
        byte[] block = new byte[LZ4Codec.MaximumOutputSize(data.Length)];
        int length = LZ4Codec.Encode(data, block);
        byte[] head = [0x02, 0x21, 0x4C, 0x18, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), length);
        return [.. head, .. block.AsSpan(0, length)];
    }

    private static byte[] Stream(byte[] data, Func<Stream, Stream> packer)
    {
        using MemoryStream packed = new();
        using (Stream stream = packer(packed))
        {
            stream.Write(data, 0, data.Length);
        }

        return packed.ToArray();
    }
}

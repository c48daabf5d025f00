using System.IO.Compression;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using ZstdStream = SharpCompress.Compressors.ZStandard.DecompressionStream;

namespace Btf.Testing;

/// <summary>Decompresses xz, gzip, zstd and bzip2, which it recognizes by their first bytes.</summary>
public static class Unpacker
{
    private const int LargeLength = 50_000;

    private static ReadOnlySpan<byte> XzMagic => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    /// <summary>Returns the decompressed bytes, or the given bytes if they have none of the four formats.</summary>
    public static byte[] Unpack(byte[] bytes)
    {
        // The program takes a third of the time.
        if (bytes.Length > LargeLength && bytes.AsSpan().StartsWith(XzMagic) && Oracles.FindProgram("xz") is { } xz)
        {
            using TemporaryFolder folder = new();
            ProcessResult result = ProcessRunner.Run(xz, "-dc", folder.Write("data.xz", bytes));
            if (result.ExitCode == 0)
            {
                return result.StandardOutput;
            }
        }

        Stream? stream = Open(bytes);
        return stream is null ? bytes : ReadAll(stream);
    }

    public static byte[] UnpackZlib(byte[] bytes) => ReadAll(new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress));

    private static Stream? Open(byte[] bytes) => bytes switch
    {
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => new XZStream(new MemoryStream(bytes)),
        [0x1F, 0x8B, ..] => new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => new ZstdStream(new MemoryStream(bytes)),
        [(byte)'B', (byte)'Z', (byte)'h', ..] =>
            BZip2Stream.Create(new MemoryStream(bytes), SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: true),
        _ => null,
    };

    private static byte[] ReadAll(Stream stream)
    {
        using (stream)
        {
            using MemoryStream result = new();
            stream.CopyTo(result);
            return result.ToArray();
        }
    }
}

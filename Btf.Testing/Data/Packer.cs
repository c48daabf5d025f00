using System.IO.Compression;

namespace Btf.Testing;

/// <summary>Compresses data: gzip and zlib with the framework, other formats with their own programs.</summary>
public static class Packer
{
    /// <summary>
    /// The command line for each format. With its usual dictionary, <c>xz</c> asks for 94 MB, and a decoder of blocks of 900 KB (<c>bzip2 -9</c>) for 5.5 MB: that
    /// takes longer than to compress and to decompress.
    /// </summary>
    public static IReadOnlyDictionary<string, string[]> Programs { get; } = new Dictionary<string, string[]>
    {
        ["xz"] = ["xz", "--check=crc32", "--lzma2=dict=1MiB"],
        ["xz-crc64"] = ["xz", "--check=crc64", "-1"],
        ["xz-sha256"] = ["xz", "--check=sha256", "-0"],
        ["xz-unchecked"] = ["xz", "--check=none", "--lzma2=dict=1MiB"],
        ["xz-blocks"] = ["xz", "--block-size=5000", "-T2", "-0"],
        ["xz-x86"] = ["xz", "--x86", "--lzma2=preset=0"],
        ["xz-arm"] = ["xz", "--arm", "--lzma2=preset=0"],
        ["xz-armthumb"] = ["xz", "--armthumb", "--lzma2=preset=0"],
        ["xz-arm64"] = ["xz", "--arm64", "--lzma2=preset=0"],
        ["xz-powerpc"] = ["xz", "--powerpc", "--lzma2=preset=0"],
        ["xz-sparc"] = ["xz", "--sparc", "--lzma2=preset=0"],
        ["xz-ia64"] = ["xz", "--ia64", "--lzma2=preset=0"],
        ["xz-delta"] = ["xz", "--delta=dist=4", "--lzma2=preset=0,lc=0,lp=2,pb=2"],
        ["xz-four-filters"] = ["xz", "--delta=dist=256", "--x86=start=4096", "--arm64", "--lzma2=preset=0"],
        ["lzma"] = ["xz", "--format=lzma", "--lzma1=preset=9,dict=1MiB"],
        ["lzma-literals"] = ["xz", "--format=lzma", "--lzma1=lc=0,lp=4,pb=0,dict=4KiB"],
        ["lzma-contexts"] = ["xz", "--format=lzma", "--lzma1=lc=4,lp=0,pb=4,dict=1536KiB"],
        ["zstd"] = ["zstd", "-19", "--check"],
        ["zstd-fast"] = ["zstd", "-1", "--no-check"],
        ["bzip2"] = ["bzip2", "-1"],
        ["lz4"] = ["lz4", "-9"],
        ["lz4-legacy"] = ["lz4", "-l", "-9"],
    };

    /// <summary>Compresses data in a format of <see cref="Programs"/> or in gzip; skips the test if the program is missing.</summary>
    public static byte[] Pack(string format, byte[] data)
    {
        if (format == "gzip")
        {
            return Gzip(data);
        }

        string[] command = Programs[format];
        string program = Oracles.Program(command[0]);
        using TemporaryFolder folder = new();
        ProcessResult result = ProcessRunner.Run(program, [.. command[1..], "-c", folder.Write("data", data)]);
        return result.ExitCode == 0 ? result.StandardOutput : throw new InvalidOperationException($"{format}: {result.StandardError}");
    }

    public static byte[] Gzip(byte[] data)
    {
        using MemoryStream result = new();
        using (GZipStream stream = new(result, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(data);
        }

        return result.ToArray();
    }

    public static byte[] Zlib(byte[] data)
    {
        using MemoryStream result = new();
        using (ZLibStream stream = new(result, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            stream.Write(data);
        }

        return result.ToArray();
    }
}

using Btf.Core;

namespace Btf.Compression;

/// <summary>The compression formats of kernel modules and kernel images, except gzip, which Btf.Core knows by itself.</summary>
public static class BtfCompression
{
    /// <summary>
    /// Registers xz, lzma, zstd, bzip2 and lz4 (the legacy frame of kernel images, and the current one) for the whole process, from the next file that is
    /// opened. Any thread may call it, any number of times.
    /// </summary>
    public static void Register()
    {
        BtfDecompressor.Register(new XzDecompressor());
        BtfDecompressor.Register(new ZstdDecompressor());
        BtfDecompressor.Register(new Bzip2Decompressor());
        BtfDecompressor.Register(new Lz4LegacyDecompressor());
        BtfDecompressor.Register(new Lz4Decompressor());
        BtfDecompressor.Register(new LzmaDecompressor());
    }
}

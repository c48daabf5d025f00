namespace Btf.Core;

/// <summary>The header of a compressed section's content (<c>Elf32_Chdr</c>, <c>Elf64_Chdr</c>).</summary>
internal readonly struct ElfCompressionHeader
{
    /// <summary>The type of zlib.</summary>
    public const uint Zlib = 1;

    /// <summary>The type of zstd.</summary>
    public const uint Zstd = 2;

    private ElfCompressionHeader(uint type, ulong size, int length)
    {
        Type = type;
        Size = size;
        Length = length;
    }

    /// <summary>How the content is compressed.</summary>
    public uint Type { get; }

    /// <summary>The length of the decompressed content in bytes, as the header claims.</summary>
    public ulong Size { get; }

    /// <summary>This header's own length in bytes.</summary>
    public int Length { get; }

    /// <summary>Reads the header; false if the content is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> content, bool is64, bool swapped, out ElfCompressionHeader header)
    {
        int length = is64 ? 24 : 12;
        bool fits = content.Length >= length;
        header = fits
            ? new ElfCompressionHeader(
                WordReader.ReadUInt32(content, 0, swapped),
                is64 ? WordReader.ReadUInt64(content, 8, swapped) : WordReader.ReadUInt32(content, 4, swapped),
                length)
            : default;
        return fits;
    }
}

namespace Btf.Core;

/// <summary>The header of a compressed section's content (<c>Elf32_Chdr</c>, <c>Elf64_Chdr</c>).</summary>
internal readonly struct ElfCompressionHeader
{
    /// <summary>The type that stands for zlib.</summary>
    public const uint Zlib = 1;

    /// <summary>The type that stands for zstd.</summary>
    public const uint Zstd = 2;

    private ElfCompressionHeader(uint type, ulong size, int length)
    {
        Type = type;
        Size = size;
        Length = length;
    }

    /// <summary>How the content is compressed.</summary>
    public uint Type { get; }

    /// <summary>How long the content says that it is, in bytes, once it is inflated.</summary>
    public ulong Size { get; }

    /// <summary>This header's own length in bytes.</summary>
    public int Length { get; }

    /// <summary>Reads the header; false where the content is shorter than one.</summary>
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

namespace Btf.Core;

/// <summary>An entry of an ELF file's section table.</summary>
internal readonly struct ElfSection
{
    /// <summary>The length of an entry in bytes in a 32-bit file.</summary>
    public const int Length32 = 40;

    /// <summary>The length of an entry in bytes in a 64-bit file.</summary>
    public const int Length64 = 64;

    private const uint NullType = 0;
    private const uint NoBitsType = 8;
    private const ulong CompressedFlag = 0x800;

    private ElfSection(uint name, uint type, ulong flags, ulong offset, ulong size, uint link, uint info)
    {
        NameOffset = name;
        Type = type;
        Flags = flags;
        Info = info;
        Offset = offset;
        Size = size;
        Link = link;
    }

    /// <summary>The start of the name in the section of names.</summary>
    public uint NameOffset { get; }

    /// <summary>The type of the content (<c>SHT_</c>).</summary>
    public uint Type { get; }

    /// <summary>The flags (<c>SHF_</c>).</summary>
    public ulong Flags { get; }

    /// <summary>The start of the content in the file.</summary>
    public ulong Offset { get; }

    /// <summary>The content's length in bytes.</summary>
    public ulong Size { get; }

    /// <summary>Usually another section's index; the type decides its meaning.</summary>
    public uint Link { get; }

    /// <summary>Usually another section's index; the type decides its meaning.</summary>
    public uint Info { get; }

    /// <summary>Whether the section has a size but no bytes in the file.</summary>
    public bool IsNoBits => Type == NoBitsType;

    /// <summary>Whether the content is compressed. A compression header precedes it.</summary>
    public bool IsCompressed => (Flags & CompressedFlag) != 0;

    /// <summary>Whether the section takes bytes of the file.</summary>
    public bool HasBytes => Type is not (NullType or NoBitsType) && Size != 0;

    /// <summary>Reads an entry. The span must have at least the length of an entry.</summary>
    public static ElfSection Read(ReadOnlySpan<byte> entry, bool is64, bool swapped) => is64
        ? new ElfSection(
            WordReader.ReadUInt32(entry, 0, swapped),
            WordReader.ReadUInt32(entry, 4, swapped),
            WordReader.ReadUInt64(entry, 8, swapped),
            WordReader.ReadUInt64(entry, 24, swapped),
            WordReader.ReadUInt64(entry, 32, swapped),
            WordReader.ReadUInt32(entry, 40, swapped),
            WordReader.ReadUInt32(entry, 44, swapped))
        : new ElfSection(
            WordReader.ReadUInt32(entry, 0, swapped),
            WordReader.ReadUInt32(entry, 4, swapped),
            WordReader.ReadUInt32(entry, 8, swapped),
            WordReader.ReadUInt32(entry, 16, swapped),
            WordReader.ReadUInt32(entry, 20, swapped),
            WordReader.ReadUInt32(entry, 24, swapped),
            WordReader.ReadUInt32(entry, 28, swapped));

    /// <summary>Returns whether the content lies inside a file of this length.</summary>
    // Without a sum, which a hostile entry would overflow.
    public bool IsInside(ulong fileLength) => Offset <= fileLength && Size <= fileLength - Offset;

    /// <summary>Returns whether the content shares bytes with a range.</summary>
    public bool Overlaps(ulong start, ulong length) => Offset < start ? start - Offset < Size : Offset - start < length;
}

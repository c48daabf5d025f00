using System.Text;

namespace Btf.Testing;

/// <summary>Writes small ELF files of either class and byte order: the header, the sections' content, and the section table at the end.</summary>
public sealed class ElfBuilder(bool is64 = true, bool bigEndian = false)
{
    /// <summary>The flag of a compressed section.</summary>
    public const ulong CompressedFlag = 0x800;

    private const uint ProgBits = 1;
    private const uint StringTable = 3;
    private const int ExtendedFrom = 0xFF00;
    private readonly List<ElfBuilderSection> _sections = [];

    private int HeaderLength => is64 ? 64 : 52;

    /// <summary>The length of an entry of the section table.</summary>
    public int EntryLength => is64 ? 64 : 40;

    /// <summary>The offset of the section table in the last built file.</summary>
    public int TableOffset { get; private set; }

    /// <summary>Adds a section. Its index is the number of earlier sections plus 1.</summary>
    public ElfBuilderSection Add(string name, ReadOnlySpan<byte> content)
    {
        var section = new ElfBuilderSection { Name = name, Content = content.ToArray(), Type = ProgBits };
        _sections.Add(section);
        return section;
    }

    /// <summary>Adds a section that is compressed by a method (1 for zlib, 2 for zstd) and claims a decompressed size.</summary>
    public ElfBuilderSection AddCompressed(string name, uint method, ReadOnlySpan<byte> packed, uint size)
    {
        EndianWriter writer = new(bigEndian);
        writer.WriteUInt32(method);
        if (is64)
        {
            writer.WriteUInt32(0);
        }

        Word(writer, size);
        Word(writer, 1);
        writer.WriteBytes(packed);
        ElfBuilderSection section = Add(name, writer.ToArray());
        section.Flags = CompressedFlag;
        return section;
    }

    public byte[] Build()
    {
        EndianWriter names = new(bigEndian);
        names.WriteByte(0);
        List<ElfBuilderSection> all = [.. _sections, new ElfBuilderSection { Name = ".shstrtab", Type = StringTable }];
        uint[] nameOffsets = [.. all.Select(section =>
        {
            uint offset = names.Length;
            names.WriteBytes(Encoding.UTF8.GetBytes(section.Name + '\0'));
            return offset;
        })];
        all[^1].Content = names.ToArray();

        EndianWriter body = new(bigEndian);
        uint[] offsets = [.. all.Select(section =>
        {
            uint offset = (uint)HeaderLength + body.Length;
            body.WriteBytes(section.Content);
            return offset;
        })];
        TableOffset = HeaderLength + (int)body.Length;
        int count = all.Count + 1;
        bool extended = count >= ExtendedFrom;

        EndianWriter elf = new(bigEndian);
        WriteHeader(elf, extended ? 0 : count, extended ? 0xFFFF : count - 1);
        elf.WriteBytes(body.ToArray());
        WriteEntry(elf, 0, 0, 0, 0, extended ? (uint)count : 0, extended ? (uint)count - 1 : 0);
        for (int i = 0; i < all.Count; i++)
        {
            ElfBuilderSection section = all[i];
            WriteEntry(elf, nameOffsets[i], section.Type, section.Flags, section.Offset ?? offsets[i], section.Size ?? (ulong)section.Content.Length, 0);
        }

        return elf.ToArray();
    }

    private void WriteHeader(EndianWriter elf, int count, int names)
    {
        elf.WriteBytes([0x7F, (byte)'E', (byte)'L', (byte)'F', (byte)(is64 ? 2 : 1), (byte)(bigEndian ? 2 : 1), 1, .. new byte[9]]);
        elf.WriteUInt16(1);
        elf.WriteUInt16(247);
        elf.WriteUInt32(1);
        Word(elf, 0);
        Word(elf, 0);
        Word(elf, (ulong)TableOffset);
        elf.WriteUInt32(0);
        elf.WriteUInt16((ushort)HeaderLength);
        elf.WriteUInt16(0);
        elf.WriteUInt16(0);
        elf.WriteUInt16((ushort)EntryLength);
        elf.WriteUInt16((ushort)count);
        elf.WriteUInt16((ushort)names);
    }

    private void WriteEntry(EndianWriter elf, uint name, uint type, ulong flags, ulong offset, ulong size, uint link)
    {
        elf.WriteUInt32(name);
        elf.WriteUInt32(type);
        Word(elf, flags);
        Word(elf, 0);
        Word(elf, offset);
        Word(elf, size);
        elf.WriteUInt32(link);
        elf.WriteUInt32(0);
        Word(elf, 1);
        Word(elf, 0);
    }

    private void Word(EndianWriter writer, ulong value)
    {
        if (!is64)
        {
            writer.WriteUInt32((uint)value);
            return;
        }

        writer.WriteUInt32((uint)(bigEndian ? value >> 32 : value));
        writer.WriteUInt32((uint)(bigEndian ? value : value >> 32));
    }
}

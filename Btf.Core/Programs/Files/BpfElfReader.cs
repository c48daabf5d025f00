using System.Text;

namespace Btf.Core.Programs;

/// <summary>Reads sections, symbols and relocations of a BPF object file, which is always a 64-bit ELF file (<c>elf(5)</c>).</summary>
internal sealed class BpfElfReader
{
    private const int SymbolLength = 24;
    private const int RelocationLength = 16;
    private const int LongestName = 512;
    private const int WeakBinding = 2;
    private const ulong ExecutableFlag = 4;
    private readonly byte[] _image;
    private readonly ElfHeader _header;

    private BpfElfReader(byte[] image, in ElfHeader header)
    {
        _image = image;
        _header = header;
    }

    /// <summary>The sections whose content lies in the file, by index. Others are left out.</summary>
    public Dictionary<int, BpfSection> Sections { get; } = [];

    /// <summary>The symbols, by index.</summary>
    public List<BpfSymbol> Symbols { get; } = [];

    /// <summary>The relocations of each section, in the file's order: the place and the symbol's index.</summary>
    public Dictionary<int, List<(ulong Offset, int Symbol)>> Relocations { get; } = [];

    /// <summary>Reads a file.</summary>
    /// <returns>The error, if any.</returns>
    public static BtfError Read(byte[] image, out BpfElfReader? result)
    {
        result = null;
        BtfError error = ElfHeader.Parse(image.AsSpan(0, Math.Min(image.Length, ElfHeader.LongestLength)), out ElfHeader header);
        if (!error.IsNone)
        {
            return error;
        }

        if (!header.Is64)
        {
            return new BtfError(BtfErrorCode.BadElf, 4, text: "A BPF object is a 64-bit ELF file; this one has 32 bits");
        }

        if (header.Count != 0)
        {
            error = header.CheckTable(image.Length);
        }

        if (error.IsNone)
        {
            result = new BpfElfReader(image, header);
            result.ReadSections();
            result.ReadTables();
        }

        return error;
    }

    private void ReadSections()
    {
        ElfSection names = _header.NamesIndex < _header.Count ? SectionAt((int)_header.NamesIndex) : default;
        for (int i = 1; i < (int)_header.Count; i++)
        {
            ElfSection section = SectionAt(i);
            if (section.HasBytes && section.IsInside((ulong)_image.Length))
            {
                string name = ReadString(names, section.NameOffset);
                Sections[i] = new BpfSection(
                    i, name, section.Type, (section.Flags & ExecutableFlag) != 0, (int)section.Offset, (int)section.Size, section.Link, section.Info);
            }
        }
    }

    private void ReadTables()
    {
        foreach (BpfSection section in Sections.Values)
        {
            if (section.Type == BpfSection.Symbols && Symbols.Count == 0)
            {
                ReadSymbols(section);
            }
        }

        foreach (BpfSection section in Sections.Values)
        {
            if (section.Type == BpfSection.Relocations)
            {
                ReadRelocations(section);
            }
        }
    }

    private void ReadSymbols(in BpfSection table)
    {
        ElfSection names = table.Link < _header.Count ? SectionAt((int)table.Link) : default;
        for (int at = 0; at + SymbolLength <= table.Size; at += SymbolLength)
        {
            ReadOnlySpan<byte> symbol = _image.AsSpan(table.Offset + at, SymbolLength);
            int type = symbol[4] & 0x0F;
            int section = WordReader.ReadUInt16(symbol, 6, _header.IsSwapped);
            string name = type == BpfSymbol.SectionType && Sections.TryGetValue(section, out BpfSection own)
                ? own.Name
                : ReadString(names, WordReader.ReadUInt32(symbol, 0, _header.IsSwapped));
            int binding = symbol[4] >> 4;
            bool isGlobal = binding != 0 && (symbol[5] & 3) == 0;
            Symbols.Add(new BpfSymbol(
                name, section, WordReader.ReadUInt64(symbol, 8, _header.IsSwapped), WordReader.ReadUInt64(symbol, 16, _header.IsSwapped), type, isGlobal, binding == WeakBinding));
        }
    }

    private void ReadRelocations(in BpfSection table)
    {
        List<(ulong, int)> list = [];
        for (int at = 0; at + RelocationLength <= table.Size; at += RelocationLength)
        {
            ReadOnlySpan<byte> entry = _image.AsSpan(table.Offset + at, RelocationLength);
            ulong symbol = WordReader.ReadUInt64(entry, 8, _header.IsSwapped) >> 32;
            if (symbol < (ulong)Symbols.Count)
            {
                list.Add((WordReader.ReadUInt64(entry, 0, _header.IsSwapped), (int)symbol));
            }
        }

        Relocations[(int)table.Info] = list;
    }

    private ElfSection SectionAt(int index)
    {
        int at = checked((int)(_header.TableOffset + ((ulong)index * _header.EntrySize)));
        return ElfSection.Read(_image.AsSpan(at), _header.Is64, _header.IsSwapped);
    }

    private string ReadString(in ElfSection strings, uint offset)
    {
        if (!strings.HasBytes || !strings.IsInside((ulong)_image.Length) || offset >= strings.Size)
        {
            return "";
        }

        // Bounded: in a hostile file all names may end in the same long tail.
        ReadOnlySpan<byte> rest = _image.AsSpan((int)(strings.Offset + offset), (int)Math.Min(strings.Size - offset, LongestName));
        int end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }
}

using System.Text;

namespace Btf.Core.Programs;

/// <summary>Reads sections, symbols and relocations of a BPF object file, which is always a 64-bit ELF file (<c>elf(5)</c>).</summary>
internal sealed class BpfElfReader
{
    /// <summary>Longer names are cut: in a hostile file all names may end in the same long tail.</summary>
    public const int LongestName = 512;

    private const int SymbolLength = 24;
    private const int RelocationLength = 16;
    private const int WeakBinding = 2;
    private const ulong ExecutableFlag = 4;
    private readonly byte[] _image;
    private readonly ElfHeader _header;

    private BpfElfReader(byte[] image, in ElfHeader header)
    {
        _image = image;
        _header = header;
    }

    /// <summary>The sections with content, by index. One that leaves the file has only the bytes that are there.</summary>
    public Dictionary<int, BpfSection> Sections { get; } = [];

    /// <summary>The first section of each name.</summary>
    public Dictionary<string, BpfSection> SectionsByName { get; } = [];

    /// <summary>The symbols, by index.</summary>
    public List<BpfSymbol> Symbols { get; } = [];

    /// <summary>The relocations of each section, in the file's order: the place and the symbol's index.</summary>
    public Dictionary<int, List<(ulong Offset, int Symbol)>> Relocations { get; } = [];

    /// <summary>Reads a file.</summary>
    /// <returns>The error, if any.</returns>
    public static BtfError Read(byte[] image, out BpfElfReader? result)
    {
        result = null;
        if (!ElfHeader.IsElf(image.AsSpan(0, Math.Min(image.Length, ElfHeader.LongestLength))))
        {
            return new BtfError(BtfErrorCode.BadElf, 0, text: image.Length == 0 ? "The file is empty" : "The file is not an ELF file, as BPF objects are");
        }

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

        if (!error.IsNone)
        {
            return error;
        }

        var reader = new BpfElfReader(image, header);
        reader.ReadSections();
        error = reader.CheckOverlap();
        if (error.IsNone)
        {
            reader.ReadTables();
            result = reader;
        }

        return error;
    }

    private void ReadSections()
    {
        ElfSection names = _header.NamesIndex < _header.Count ? SectionAt((int)_header.NamesIndex) : default;
        for (int i = 1; i < (int)_header.Count; i++)
        {
            ElfSection section = SectionAt(i);
            if (section.HasBytes)
            {
                string name = ReadString(names, section.NameOffset);
                int start = (int)Math.Min(section.Offset, (ulong)_image.Length);
                int size = (int)Math.Min(section.Size, (ulong)(_image.Length - start));
                Sections[i] = new BpfSection(i, name, section.Type, (section.Flags & ExecutableFlag) != 0, start, size, section.Link, section.Info);
                SectionsByName.TryAdd(name, Sections[i]);
            }
        }
    }

    /// <summary>Checks that the sections that are read do not overlap. Otherwise a small file could claim any amount of instructions.</summary>
    private BtfError CheckOverlap()
    {
        BpfSection before = default;
        foreach (BpfSection section in Sections.Values.Where(section => section.IsExecutable || section.Type is BpfSection.Symbols or BpfSection.Relocations).OrderBy(section => section.Offset))
        {
            if (section.Offset < before.Offset + before.Size)
            {
                return new BtfError(
                    BtfErrorCode.BadElf,
                    (long)(_header.TableOffset + ((ulong)section.Index * _header.EntrySize)),
                    text: $"The ELF section {section.Index}, '{section.Name}', overlaps section {before.Index}, '{before.Name}'");
            }

            before = section.Size == 0 ? before : section;
        }

        return default;
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

        ReadOnlySpan<byte> rest = _image.AsSpan((int)(strings.Offset + offset), (int)Math.Min(strings.Size - offset, LongestName));
        int end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }
}

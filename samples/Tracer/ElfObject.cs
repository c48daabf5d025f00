using System.Buffers.Binary;
using System.Text;

namespace Tracer;

/// <summary>The parts of a BPF object file that a loader needs apart from its types: sections, symbols and relocations. See <c>elf(5)</c>.</summary>
/// <remarks>It is made for trusted files; bad offsets throw.</remarks>
internal sealed class ElfObject
{
    private const int SymbolTable = 2;
    private const int Relocations = 9;
    private const int FunctionSymbol = 2;
    private readonly byte[] _image;
    private readonly List<(string Name, uint Type, int Offset, int Size, int Info)> _sections = [];
    private readonly List<(string Name, int Section, int Value, int Size, int Type)> _symbols = [];

    /// <summary>Reads a file in the machine's byte order.</summary>
    public ElfObject(byte[] image)
    {
        _image = image;
        int table = (int)Long(40);
        int entryLength = Short(58);
        int names = (int)Long(table + (Short(62) * entryLength) + 24);
        for (int i = 0; i < Short(60); i++)
        {
            int entry = table + (i * entryLength);
            _sections.Add((Text(names + Word(entry)), (uint)Word(entry + 4), (int)Long(entry + 24), (int)Long(entry + 32), Word(entry + 44)));
        }

        var symbols = _sections.Find(section => section.Type == SymbolTable);
        int strings = _sections.Find(section => section.Name == ".strtab").Offset;
        for (int at = symbols.Offset; at < symbols.Offset + symbols.Size; at += 24)
        {
            _symbols.Add((Text(strings + Word(at)), Short(at + 6), (int)Long(at + 8), (int)Long(at + 16), _image[at + 4] & 15));
        }
    }

    /// <summary>The programs: the name and index of each section, and its instructions.</summary>
    public IEnumerable<(string Section, int Index, byte[] Instructions)> Programs =>
        from symbol in _symbols
        where symbol.Type == FunctionSymbol && _sections[symbol.Section].Name != ".text"
        let section = _sections[symbol.Section]
        select (section.Name, symbol.Section, _image.AsSpan(section.Offset + symbol.Value, symbol.Size).ToArray());

    /// <summary>Returns the instructions of a section that load the address of a symbol: their offsets and the symbol's name.</summary>
    public IEnumerable<(int Offset, string Symbol)> RelocationsOf(int section) =>
        from table in _sections
        where table.Type == Relocations && table.Info == section
        from entry in Enumerable.Range(0, table.Size / 16)
        let at = table.Offset + (entry * 16)
        select ((int)Long(at), _symbols[(int)(Long(at + 8) >> 32)].Name);

    private int Short(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_image.AsSpan(at));

    private int Word(int at) => BinaryPrimitives.ReadInt32LittleEndian(_image.AsSpan(at));

    private long Long(int at) => BinaryPrimitives.ReadInt64LittleEndian(_image.AsSpan(at));

    private string Text(int at) => Encoding.UTF8.GetString(_image.AsSpan(at)[.._image.AsSpan(at).IndexOf((byte)0)]);
}

namespace Btf.Core.Programs;

/// <summary>The instructions of all sections of a file, one after the other, and where their calls lead.</summary>
internal sealed class BpfCode
{
    // The values of the source register that mark a call of a function in the same file, and a load of a function's address.
    private const int CallMark = 1;
    private const int FunctionMark = 4;

    private readonly BpfInstruction[] _instructions;
    private readonly Dictionary<string, (int First, int Count)> _sections = [];
    private readonly Dictionary<int, int> _targets = [];

    /// <summary>Reads the instructions of a file from its image, or from a patched copy of the image.</summary>
    public BpfCode(BpfObjectFile file, ReadOnlySpan<byte> image)
    {
        var bases = new Dictionary<int, int>();
        List<BpfInstruction> all = [];
        foreach (BpfSection section in file.Elf.Sections.Values.OrderBy(section => section.Index))
        {
            if (!section.IsExecutable || section.Type != BpfSection.Bits)
            {
                continue;
            }

            bases[section.Index] = all.Count;
            int count = section.Size / BpfInstruction.Size;
            _sections.TryAdd(section.Name, (all.Count, count));
            for (int i = 0; i < count; i++)
            {
                all.Add(BpfInstruction.Read(image[(section.Offset + (i * BpfInstruction.Size))..], file.IsBigEndian));
            }
        }

        _instructions = [.. all];
        foreach ((int section, int first) in bases)
        {
            FindTargets(file.Elf, section, first, bases);
        }
    }

    /// <summary>The number of instructions.</summary>
    public int Count => _instructions.Length;

    /// <summary>An instruction.</summary>
    public BpfInstruction this[int index] => _instructions[index];

    /// <summary>Finds the index of the instruction at an offset in a section.</summary>
    public bool TryFind(string section, long offset, out int index)
    {
        index = -1;
        if (_sections.TryGetValue(section, out (int First, int Count) range) && offset >= 0 && offset / BpfInstruction.Size < range.Count)
        {
            index = range.First + (int)(offset / BpfInstruction.Size);
        }

        return index >= 0;
    }

    /// <summary>Returns whether an instruction refers to a symbol, so that the loader fills in its immediate.</summary>
    public bool IsRelocated(int index) => _targets.ContainsKey(index);

    /// <summary>Returns the instruction that a call or a loaded address leads to; -1 if that is outside the file.</summary>
    public int TargetOf(int index)
    {
        if (_targets.TryGetValue(index, out int target))
        {
            return target;
        }

        BpfInstruction instruction = _instructions[index];
        bool leads = instruction.IsLoadImmediate64 ? instruction.Source == FunctionMark : instruction.Source == CallMark;
        long place = (long)index + instruction.Immediate + 1;
        return leads && place >= 0 && place < Count ? (int)place : -1;
    }

    private void FindTargets(BpfElfReader elf, int section, int first, Dictionary<int, int> bases)
    {
        if (!elf.Relocations.TryGetValue(section, out List<(ulong Offset, int Symbol)>? relocations))
        {
            return;
        }

        foreach ((ulong offset, int number) in relocations)
        {
            BpfSymbol symbol = elf.Symbols[number];
            ulong index = (ulong)first + (offset / BpfInstruction.Size);
            if (index >= (ulong)Count)
            {
                continue;
            }

            int target = -1;
            BpfInstruction instruction = _instructions[index];
            if (bases.TryGetValue(symbol.Section, out int start))
            {
                // A call holds the distance minus one, in instructions; a load of an address holds an offset in bytes.
                long added = instruction.IsLoadImmediate64 ? instruction.Immediate / BpfInstruction.Size : (long)instruction.Immediate + 1;
                long place = start + (long)(symbol.Value / BpfInstruction.Size) + added;
                target = place >= 0 && place < Count ? (int)place : -1;
            }

            _targets[(int)index] = target;
        }
    }
}

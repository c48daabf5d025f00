namespace Btf.Core.Programs;

/// <summary>The function and line records of an ELF section with instructions, or of a program that is being loaded.</summary>
/// <param name="Section">The section's name.</param>
/// <param name="Types">The BTF whose type ids and strings the records use.</param>
/// <param name="Code">The instructions.</param>
/// <param name="Ranges">Where its functions start and end, in bytes, ascending. Empty if that is not known.</param>
/// <param name="Functions">The function records, in the order of the data.</param>
/// <param name="Lines">The line records, in the order of the data.</param>
internal sealed record ProgramInfo(
    string Section, BtfObject Types, ReadOnlyMemory<byte> Code, IReadOnlyList<(int Start, int End)> Ranges, List<InfoRecord> Functions, List<InfoRecord> Lines)
{
    /// <summary>Finds the rules of the kernel that the records break, in the kernel's order. See <c>check_btf_func</c> and <c>check_btf_line</c>.</summary>
    public IEnumerable<BtfExtensionFinding> Check() => CheckFunctions().Concat(CheckLines());

    private IEnumerable<BtfExtensionFinding> CheckFunctions()
    {
        long last = -1;
        int next = 0;
        foreach (InfoRecord record in Functions)
        {
            if (FindPlace(record, last) is { } misplaced)
            {
                yield return misplaced;
                continue;
            }

            last = record.Offset;
            if (Ranges.Count > 0)
            {
                while (next < Ranges.Count && Ranges[next].Start < record.Offset)
                {
                    yield return Missing(BtfExtensionFindingCode.FunctionMissing, "the function that starts here has no function record", Ranges[next++].Start, Functions);
                }

                bool isAtStart = next < Ranges.Count && Ranges[next].Start == record.Offset;
                next += isAtStart ? 1 : 0;
                if (!isAtStart && (next == 0 || record.Offset >= (uint)Ranges[next - 1].End))
                {
                    // When a linker replaces a weak function, it leaves that function's code and records without a symbol. This code is not loaded.
                    continue;
                }

                if (!isAtStart)
                {
                    yield return At(record, BtfExtensionFindingCode.NotAtFunction, "no function starts at the instruction of this function record");
                }
            }

            if (!Types.TryGetType(record.First, out BtfType function) || function.Kind != BtfKind.Func)
            {
                yield return At(record, BtfExtensionFindingCode.NotAFunction, $"type [{record.First}] of the function record is no function");
            }
            else if (!Types.TryGetType(function.SizeOrType, out BtfType prototype) || prototype.Kind != BtfKind.FuncProto)
            {
                yield return At(record, BtfExtensionFindingCode.NoPrototype, $"function [{record.First}] of the function record has no prototype");
            }
        }

        while (Functions.Count > 0 && next < Ranges.Count)
        {
            yield return Missing(BtfExtensionFindingCode.FunctionMissing, "the function that starts here has no function record", Ranges[next++].Start, Functions);
        }
    }

    private IEnumerable<BtfExtensionFinding> CheckLines()
    {
        long last = -1;
        int next = 0;
        foreach (InfoRecord record in Lines)
        {
            if (FindPlace(record, last) is { } misplaced)
            {
                yield return misplaced;
                continue;
            }

            last = record.Offset;
            if (Code.Span[(int)record.Offset] == 0)
            {
                yield return At(record, BtfExtensionFindingCode.LineInsideInstruction, "the line record is at the second half of a 64-bit immediate; the first would be right");
            }

            if (!Types.TryReadString(record.First, out _, most: 1) || !Types.TryReadString(record.Second, out _, most: 1))
            {
                yield return At(record, BtfExtensionFindingCode.NoLineText, "the file name or the text of the line is past the end of the strings");
            }

            while (next < Ranges.Count && Ranges[next].Start < record.Offset)
            {
                yield return Missing(BtfExtensionFindingCode.LineMissing, "the function that starts here has no line record there", Ranges[next++].Start, Lines);
            }

            next += next < Ranges.Count && Ranges[next].Start == record.Offset ? 1 : 0;
        }

        while (Lines.Count > 0 && next < Ranges.Count)
        {
            yield return Missing(BtfExtensionFindingCode.LineMissing, "the function that starts here has no line record there", Ranges[next++].Start, Lines);
        }
    }

    /// <summary>Checks where a record points: null if that is a whole instruction, after the one of the previous record.</summary>
    private BtfExtensionFinding? FindPlace(in InfoRecord record, long last)
    {
        if (record.Offset % BpfInstruction.Size != 0 || record.Offset >= (uint)Code.Length)
        {
            return At(record, BtfExtensionFindingCode.InstructionOutOfRange, $"there is no instruction; the section has {Code.Length} bytes, and an instruction takes 8");
        }

        return record.Offset > last ? null : At(record, BtfExtensionFindingCode.NotAscending, $"the record before is at byte {last}; the offsets must ascend");
    }

    private BtfExtensionFinding At(in InfoRecord record, BtfExtensionFindingCode code, string rule) =>
        new(code, rule, record.Place) { SectionName = Section, InstructionOffset = record.Offset };

    private BtfExtensionFinding Missing(BtfExtensionFindingCode code, string rule, int start, List<InfoRecord> records) =>
        new(code, rule, records[0].Place) { SectionName = Section, InstructionOffset = (uint)start };
}

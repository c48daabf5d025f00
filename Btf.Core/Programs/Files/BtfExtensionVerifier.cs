using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>
/// Checks a BPF object's <c>.BTF.ext</c> as the kernel does. Function and line records get the checks of <c>bpf(BPF_PROG_LOAD)</c>; CO-RE records get those
/// that need no kernel.
/// </summary>
/// <remarks>
/// Like libbpf, it skips records of sections that the file does not have. Without symbols the start of a function is unknown, so only the order of the
/// records is checked. <see cref="BtfVerifier"/> checks the file's types.
/// </remarks>
public static class BtfExtensionVerifier
{
    // MAX_FUNCINFO_REC_SIZE and MAX_LINEINFO_REC_SIZE.
    private const int LongestRecord = 252;

    /// <summary>Finds the rules that a file breaks. Yields them one by one, because crafted data may break more than fit into memory.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The findings; none if nothing is wrong or the file has no <c>.BTF.ext</c>.</returns>
    /// <exception cref="ObjectDisposedException">The file is disposed.</exception>
    public static IEnumerable<BtfExtensionFinding> Verify(BpfObjectFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Extension is { } extension ? Verify(file, extension) : [];
    }

    private static IEnumerable<BtfExtensionFinding> Verify(BpfObjectFile file, BtfExtension extension)
    {
        var sections = new Dictionary<string, ProgramInfo?>();
        List<ProgramInfo> inOrder = [];
        var texts = new ProgramTexts(extension.Btf);
        foreach (BtfExtensionFinding finding in Collect(file, extension, BtfExtensionPart.Functions, texts, sections, inOrder))
        {
            yield return finding;
        }

        foreach (BtfExtensionFinding finding in Collect(file, extension, BtfExtensionPart.Lines, texts, sections, inOrder))
        {
            yield return finding;
        }

        foreach (BtfExtensionFinding finding in inOrder.SelectMany(section => section.Check()))
        {
            yield return finding;
        }

        foreach (BtfCoreRelocation relocation in extension.CoreRelocations)
        {
            string name = texts.NameOf(relocation.SectionName);
            ProgramInfo? section = FindSection(file, extension, name, sections, inOrder);
            if (Check(extension, relocation, section) is var (code, rule))
            {
                yield return new BtfExtensionFinding(code, rule, relocation.ByteOffset) { SectionName = name, InstructionOffset = relocation.InstructionOffset };
            }
        }
    }

    /// <summary>Groups the records of a part by section, and finds malformed ones.</summary>
    private static IEnumerable<BtfExtensionFinding> Collect(
        BpfObjectFile file, BtfExtension extension, BtfExtensionPart part, ProgramTexts texts, Dictionary<string, ProgramInfo?> sections, List<ProgramInfo> inOrder)
    {
        ExtensionCursor cursor = extension.Start(part);
        int size = cursor.RecordSize;
        int known = part == BtfExtensionPart.Functions ? 8 : 16;
        if (size > LongestRecord)
        {
            yield return new BtfExtensionFinding(
                BtfExtensionFindingCode.RecordTooLong, $"the {ExtensionCursor.NameOf(part)} have {size} bytes each; {LongestRecord} are the most that the kernel takes", PartPlace(cursor, extension));
        }

        uint? block = null;
        ProgramInfo? section = null;
        while (extension.Step(ref cursor))
        {
            if (block != cursor.SectionNameOffset)
            {
                block = cursor.SectionNameOffset;
                BtfString name = extension.StringAt(cursor.SectionNameOffset);
                section = FindSection(file, extension, texts.NameOf(name), sections, inOrder);
                if (!extension.Btf.TryReadString(name.Offset, out _, most: 1))
                {
                    yield return new BtfExtensionFinding(BtfExtensionFindingCode.NoSectionName, "the name of the ELF section is past the end of the strings", cursor.Place);
                }
            }

            var record = new InfoRecord(
                cursor.Place, extension.ReadWord(cursor.Place), extension.ReadWord(cursor.Place + 4), part == BtfExtensionPart.Lines ? extension.ReadWord(cursor.Place + 8) : 0);
            (part == BtfExtensionPart.Functions ? section?.Functions : section?.Lines)?.Add(record);
            for (int word = known; word < size; word += sizeof(uint))
            {
                if (extension.ReadWord(cursor.Place + word) != 0)
                {
                    yield return new BtfExtensionFinding(BtfExtensionFindingCode.RecordTailNotZero, $"the record is not zero behind its first {known} bytes", cursor.Place)
                    {
                        SectionName = section?.Section ?? "",
                        InstructionOffset = record.Offset,
                    };
                    break;
                }
            }
        }
    }

    private static long PartPlace(ExtensionCursor cursor, BtfExtension extension)
    {
        _ = extension.Step(ref cursor);
        return cursor.Place;
    }

    private static ProgramInfo? FindSection(
        BpfObjectFile file, BtfExtension extension, string name, Dictionary<string, ProgramInfo?> sections, List<ProgramInfo> inOrder)
    {
        if (!sections.TryGetValue(name, out ProgramInfo? section))
        {
            if (file.TryFindSection(name, out BpfSection found) && found.IsExecutable)
            {
                section = new ProgramInfo(name, extension.Btf, file.ImageMemory.Slice(found.Offset, found.Size), file.FunctionPlaces.RangesOf(name), [], []);
                inOrder.Add(section);
            }

            sections[name] = section;
        }

        return section;
    }

    private static (BtfExtensionFindingCode Code, string Rule)? Check(BtfExtension extension, BtfCoreRelocation relocation, ProgramInfo? section)
    {
        uint offset = relocation.InstructionOffset;
        return !extension.Btf.TryReadString(relocation.SectionName.Offset, out _, most: 1) ? (BtfExtensionFindingCode.NoSectionName, "the name of the ELF section is past the end of the strings")
            : section is not null && (offset % BpfInstruction.Size != 0 || offset >= (uint)section.Code.Length)
                ? (BtfExtensionFindingCode.InstructionOutOfRange, $"there is no instruction to relocate; the section has {section.Code.Length} bytes, and an instruction takes 8")
            : (uint)relocation.Kind > (uint)BtfCoreRelocationKind.TypeMatches
                ? (BtfExtensionFindingCode.UnknownRelocation, $"relocation kind {(uint)relocation.Kind} is not known; the last one is {(uint)BtfCoreRelocationKind.TypeMatches}")
            : !extension.Btf.TryGetType(relocation.TypeId, out _)
                ? (BtfExtensionFindingCode.NoRelocationType, $"type id {relocation.TypeId} of the relocation does not exist; the last one is {extension.Btf.NextTypeId - 1}")
            : !extension.Btf.TryReadString(relocation.AccessPath.Offset, out _, most: 1) ? (BtfExtensionFindingCode.NoAccessString, "the access string of the relocation is past the end of the strings")
            : null;
    }
}

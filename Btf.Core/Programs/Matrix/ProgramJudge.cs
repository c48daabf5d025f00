using System.Collections;
using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Checks one program against many kernels. It reads once what does not depend on the kernel.</summary>
internal sealed class ProgramJudge
{
    private readonly BpfObjectFile _file;
    private readonly BtfExtension? _extension;
    private readonly List<(BtfCoreRelocation Relocation, string Section, int Offset, int Size)> _records = [];
    private readonly List<CoreSubject> _hooks = [];

    /// <summary>Reads what a program depends on.</summary>
    /// <param name="file">The program.</param>
    /// <param name="index">Its index among the programs.</param>
    /// <param name="subjects">Receives everything that the program depends on.</param>
    public ProgramJudge(BpfObjectFile file, int index, List<CoreSubject> subjects)
    {
        _file = file;
        _extension = file.Extension;
        if (_extension is not null)
        {
            ReadRecords(_extension, index, subjects);
        }

        _hooks.AddRange(HookReader.Read(file, index));
        subjects.AddRange(_hooks);
    }

    /// <summary>How many subjects it depends on.</summary>
    public int Count => _records.Count + _hooks.Count;

    /// <summary>Fills the cells of a kernel.</summary>
    /// <returns>Whether a subject was missing that a kernel module may have.</returns>
    public bool Judge(CoreResolver resolver, HookSearch hooks, Span<CoreMatrixCell> cells)
    {
        bool asksModules = JudgeRecords(resolver, cells);
        for (int i = 0; i < _hooks.Count; i++)
        {
            cells[_records.Count + i] = hooks.Judge(_hooks[i]);
            asksModules |= cells[_records.Count + i].Outcome is CoreOutcome.Missing or CoreOutcome.Absent;
        }

        return asksModules;
    }

    private void ReadRecords(BtfExtension extension, int index, List<CoreSubject> subjects)
    {
        var texts = new ProgramTexts(extension.Btf);
        var lines = new LineTable(extension, texts);
        foreach (BtfCoreRelocation relocation in extension.CoreRelocations)
        {
            string name = texts.NameOf(relocation.SectionName);
            bool hasCode = _file.TryFindSection(name, out BpfSection section) && section.IsExecutable;
            _records.Add((relocation, name, hasCode ? section.Offset : 0, hasCode ? section.Size : -1));
            bool hasLine = lines.TryFind(name, relocation.InstructionOffset, out BtfLineInfo line);
            subjects.Add(new CoreSubject
            {
                ProgramIndex = index,
                Kind = CoreSubjectKind.Relocation,
                Text = texts.Of(relocation),
                SectionName = name,
                InstructionOffset = relocation.InstructionOffset,
                Function = _file.FunctionPlaces.NameAt(name, relocation.InstructionOffset),
                SourceFile = hasLine ? texts.Of(line.FileName) : "",
                Line = hasLine ? (int)line.Line : 0,
                Column = hasLine ? (int)line.Column : 0,
            });
        }
    }

    private bool JudgeRecords(CoreResolver resolver, Span<CoreMatrixCell> cells)
    {
        if (_extension is null)
        {
            return false;
        }

        byte[] image = _file.Image.ToArray();
        var results = new (CoreResolution Resolution, CoreError Error, bool IsPoisoned)[_records.Count];
        bool isPoisoned = false;
        bool asksModules = false;
        resolver.Prepare(_extension);
        for (int i = 0; i < results.Length; i++)
        {
            (BtfCoreRelocation relocation, _, int offset, int size) = _records[i];
            CoreResolution resolution = resolver.Resolve(relocation);
            bool poisons = false;
            CoreError error = resolution.Error;
            if (size >= 0)
            {
                // Libbpf skips records of sections that the file does not have.
                _ = resolution.TryApply(image.AsSpan(offset, size), out poisons, out error);
            }

            results[i] = (resolution, error, poisons);
            isPoisoned |= poisons;
            asksModules |= resolution.CandidateCount == 0 && resolution.Error.IsNone && relocation.Kind != BtfCoreRelocationKind.LocalTypeId;
        }

        BpfCode? code = isPoisoned ? new BpfCode(_file, image) : null;
        BitArray? reached = code is null ? null : Reachability.Find(_file, code);
        for (int i = 0; i < results.Length; i++)
        {
            (CoreResolution resolution, CoreError error, bool poisons) = results[i];
            bool isReached = poisons && (!code!.TryFind(_records[i].Section, _records[i].Relocation.InstructionOffset, out int at) || reached![at]);
            cells[i] = new CoreMatrixCell(
                CoreOutcomes.Of(resolution, error, poisons, isReached), poisons ? 0 : resolution.NewValue, error.IsNone ? null : error.What);
        }

        return asksModules;
    }
}

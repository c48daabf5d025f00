using System.Collections.Immutable;
using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Resolves and applies all records of a file, then finds the poisoned instructions that programs can reach.</summary>
internal sealed class CoreReportBuilder
{
    private readonly BpfObjectFile _file;
    private readonly CoreResolver _resolver;
    private readonly CoreExplainer _explainer;
    private readonly byte[] _patched;
    private readonly List<CoreDraft> _drafts = [];
    private readonly ProgramTexts _texts;

    public CoreReportBuilder(BpfObjectFile file, CoreResolver resolver, bool explains)
    {
        _file = file;
        _resolver = resolver;
        _explainer = new CoreExplainer(resolver.Target, explains);
        _patched = file.Image.ToArray();
        _texts = new ProgramTexts(file.Btf);
    }

    /// <summary>Makes the report.</summary>
    public CoreReport Build()
    {
        if (_file.Extension is not { } program)
        {
            return new CoreReport(_patched, []);
        }

        _resolver.Observer = _explainer;
        try
        {
            _resolver.Prepare(program);
            foreach (BtfCoreRelocation relocation in program.CoreRelocations)
            {
                _drafts.Add(Resolve(relocation));
            }
        }
        finally
        {
            _resolver.Observer = null;
        }

        var reach = new CoreReach(_file, _patched);
        var lines = new LineTable(program, _texts);
        return new CoreReport(_patched, [.. _drafts.Select(draft => Finish(draft, reach, lines))]);
    }

    private CoreDraft Resolve(BtfCoreRelocation relocation)
    {
        CoreResolution resolution = _resolver.Resolve(relocation);
        var draft = new CoreDraft
        {
            Resolution = resolution,
            SectionName = _texts.NameOf(relocation.SectionName),
            Error = resolution.Error,
        };
        _explainer.Finish(draft);
        if (!_file.TryFindSection(draft.SectionName, out BpfSection section) || !section.IsExecutable)
        {
            draft.Warnings = [.. draft.Warnings, "The file has no section of this name with instructions: libbpf skips the record."];
            return draft;
        }

        Span<byte> instructions = _patched.AsSpan(section.Offset, section.Size);
        draft.Before = InstructionAt(instructions, relocation.InstructionOffset);
        _ = resolution.TryApply(instructions, out bool isPoisoned, out CoreError error);
        draft.IsPoisoned = isPoisoned;
        draft.Error = error;
        draft.After = InstructionAt(instructions, relocation.InstructionOffset, draft.Before.Length);
        return draft;
    }

    private CoreFinding Finish(CoreDraft draft, CoreReach reach, LineTable lines)
    {
        CoreResolution resolution = draft.Resolution;
        uint offset = resolution.Relocation.InstructionOffset;
        bool isReachable = draft.IsPoisoned && reach.IsReached(draft.SectionName, offset);
        (string place, string source) = lines.Find(draft.SectionName, offset);
        return new CoreFinding
        {
            Resolution = resolution,
            Outcome = CoreOutcomes.Of(resolution, draft.Error, draft.IsPoisoned, isReachable),
            Text = _texts.Of(resolution.Relocation),
            Access = _texts.Of(resolution.Relocation.AccessPath),
            SectionName = draft.SectionName,
            InstructionOffset = offset,
            Function = _file.FunctionPlaces.NameAt(draft.SectionName, offset),
            Place = place,
            Source = source,
            Before = draft.Before,
            After = draft.After,
            IsPoisoned = draft.IsPoisoned,
            Reach = reach,
            Candidates = draft.Candidates,
            Error = draft.Error.IsNone ? "" : draft.Error.Message,
            Explanation = draft.Explanation,
            Warnings = draft.Warnings,
        };
    }

    private static ImmutableArray<byte> InstructionAt(ReadOnlySpan<byte> instructions, uint offset, int length = -1)
    {
        if (offset >= (uint)instructions.Length || instructions.Length - (int)offset < BpfInstruction.Size || offset % BpfInstruction.Size != 0)
        {
            return [];
        }

        ReadOnlySpan<byte> rest = instructions[(int)offset..];
        bool isWide = rest[0] == BpfInstruction.LoadImmediate64 && rest.Length >= 2 * BpfInstruction.Size;
        return [.. rest[..(length >= 0 ? length : isWide ? 2 * BpfInstruction.Size : BpfInstruction.Size)]];
    }
}

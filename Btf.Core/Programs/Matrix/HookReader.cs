namespace Btf.Core.Programs;

/// <summary>Reads from a program's sections its hooks and the kernel symbols it uses by name. <c>libbpf.rst</c> lists the section names.</summary>
internal static class HookReader
{
    private const string SymbolSection = ".ksyms";

    private static readonly string[] _structOpsSections = [".struct_ops", ".struct_ops.link"];

    // Keyed by the text before the slash. Sleepable programs add ".s" to it.
    private static readonly Dictionary<string, (CoreSubjectKind Kind, string Prefix, bool IsOptional)> _sections = new()
    {
        ["fentry"] = (CoreSubjectKind.Function, "", false),
        ["fexit"] = (CoreSubjectKind.Function, "", false),
        ["fmod_ret"] = (CoreSubjectKind.Function, "", false),
        ["fsession"] = (CoreSubjectKind.Function, "", false),
        ["iter"] = (CoreSubjectKind.Function, "bpf_iter_", false),

        // Optional: a kprobe can also attach to a function without BTF.
        ["kprobe"] = (CoreSubjectKind.Function, "", true),
        ["kretprobe"] = (CoreSubjectKind.Function, "", true),
        ["kprobe.multi"] = (CoreSubjectKind.Function, "", true),
        ["kretprobe.multi"] = (CoreSubjectKind.Function, "", true),
        ["kprobe.session"] = (CoreSubjectKind.Function, "", true),
        ["tp_btf"] = (CoreSubjectKind.Tracepoint, "btf_trace_", false),
        ["raw_tp"] = (CoreSubjectKind.Tracepoint, "btf_trace_", false),
        ["raw_tracepoint"] = (CoreSubjectKind.Tracepoint, "btf_trace_", false),
        ["raw_tp.w"] = (CoreSubjectKind.Tracepoint, "btf_trace_", false),
        ["raw_tracepoint.w"] = (CoreSubjectKind.Tracepoint, "btf_trace_", false),
        ["tp"] = (CoreSubjectKind.Tracepoint, "btf_trace_", false),
        ["tracepoint"] = (CoreSubjectKind.Tracepoint, "btf_trace_", false),
        ["lsm"] = (CoreSubjectKind.SecurityHook, "bpf_lsm_", false),
        ["lsm_cgroup"] = (CoreSubjectKind.SecurityHook, "bpf_lsm_", false),
    };

    /// <summary>Reads what a program depends on, apart from its relocations.</summary>
    public static IEnumerable<CoreSubject> Read(BpfObjectFile file, int programIndex)
    {
        foreach (BpfFunction function in file.Functions)
        {
            if (function.IsProgram && TryParse(function.SectionName, out CoreSubjectKind kind, out string target, out bool isOptional))
            {
                yield return new CoreSubject
                {
                    ProgramIndex = programIndex,
                    Kind = kind,
                    Text = function.SectionName,
                    SectionName = function.SectionName,
                    InstructionOffset = (uint)function.Offset,
                    Function = function.Name,
                    Target = target,
                    IsOptional = isOptional,
                };
            }
        }

        HashSet<string> weak = [.. file.Elf.Symbols.Where(symbol => symbol.IsWeak).Select(symbol => symbol.Name)];
        var texts = new ProgramTexts(file.Btf);
        foreach (BtfType section in file.Btf.Types)
        {
            if (section.Kind != BtfKind.DataSec)
            {
                continue;
            }

            string name = texts.NameOf(section.Name);
            CoreSubjectKind? kind = name == SymbolSection ? CoreSubjectKind.KernelSymbol : _structOpsSections.Contains(name) ? CoreSubjectKind.StructOps : null;
            foreach (BtfDataSectionEntry entry in section.AsDataSection().Entries)
            {
                if (kind is { } known && file.Btf.TryGetType(entry.TypeId, out BtfType type) && Of(file, texts, weak, programIndex, known, type) is { } subject)
                {
                    yield return subject;
                }
            }
        }
    }

    private static CoreSubject? Of(BpfObjectFile file, ProgramTexts texts, HashSet<string> weak, int programIndex, CoreSubjectKind kind, BtfType entry)
    {
        string name = texts.NameOf(entry.Name);
        if (!file.Btf.TryGetType(entry.SizeOrType, out BtfType type) || !type.TryGetUnderlying(out BtfType underlying))
        {
            return null;
        }

        if (kind == CoreSubjectKind.StructOps)
        {
            string structure = texts.NameOf(underlying.Name);
            return underlying.Kind != BtfKind.Struct || structure.Length == 0 ? null : new CoreSubject
            {
                ProgramIndex = programIndex,
                Kind = kind,
                Text = $"struct_ops {structure}",
                Function = name,
                Target = EssentialName.Of(structure),
                LocalType = underlying,
            };
        }

        // A variable without a type is found by its address, and BTF has no addresses.
        return name.Length == 0 || underlying.Kind == BtfKind.Void ? null : new CoreSubject
        {
            ProgramIndex = programIndex,
            Kind = kind,
            Text = $"{(entry.Kind == BtfKind.Func ? "kfunc" : "ksym")} {name}",
            Target = EssentialName.Of(name),
            LocalType = entry,
            IsOptional = weak.Contains(name),
        };
    }

    private static bool TryParse(string section, out CoreSubjectKind kind, out string target, out bool isOptional)
    {
        string[] parts = section.TrimStart('?').Split('/');
        string sort = parts[0].EndsWith(".s", StringComparison.Ordinal) ? parts[0][..^2] : parts[0];
        (kind, string prefix, isOptional) = _sections.GetValueOrDefault(sort);
        target = "";
        if (prefix is null || parts.Length < 2)
        {
            return false;
        }

        // Tracepoints have a group; those of system calls have no BTF of their own. A probe may name an offset (+8) or a pattern of functions.
        bool isGrouped = sort is "tp" or "tracepoint";
        string name = parts[isGrouped ? ^1 : 1].Split('+')[0];
        bool isKnown = name.Length > 0 && name.AsSpan().IndexOfAny('*', '?') < 0 && !(isGrouped && (parts.Length < 3 || parts[1] is "syscalls"));
        target = prefix + name;
        return isKnown;
    }
}

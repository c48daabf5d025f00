using System.CommandLine;
using System.CommandLine.Parsing;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf dump</c>: writes all types, or some, as text.</summary>
internal sealed class DumpCommand : ToolCommand
{
    private const string Isf = "isf";

    // The header has its own macros to switch off everything that only compilers for BPF know.
    private const string Standalone = """
        /* Types for compilers and tools that know no BPF. */
        #define BPF_NO_PRESERVE_ACCESS_INDEX
        #define BPF_NO_KFUNC_PROTOTYPES
        #define __bpf_fastcall


        """;

    private readonly SourceSymbols _source;
    private readonly Option<string> _format = new("--format") { Description = "raw, c, json, or isf for Volatility 3", DefaultValueFactory = _ => "raw" };
    private readonly Option<uint[]> _ids = new("--id") { Description = "Only the type with this id", HelpName = "N" };
    private readonly Option<string[]> _names = new("--name") { Description = "Only the types with this name", HelpName = "NAME" };
    private readonly Option<string?> _like = new("--like") { Description = "bpftool: the same bytes as bpftool 7.8, even for unusual names", HelpName = "TOOL" };
    private readonly Option<bool> _standalone = new("--standalone") { Description = "With --format c, leave out BPF's attributes and kfuncs, for tools that do not know BPF" };
    private readonly Option<string?> _for = new("--for") { Description = "Only the types that this BPF object uses, and what they need", HelpName = "OBJ" };
    private readonly Option<string?> _symbols = new("--symbols") { Description = "With --format isf, the kernel's System.map or kallsyms [default: the running kernel's]", HelpName = "FILE" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write instead of standard output", HelpName = "FILE" };

    public DumpCommand()
        : base("dump", "Writes types as C, raw or JSON", "btf dump --format c > vmlinux.h", "btf dump module.btf --base vmlinux.btf", "btf dump --name sk_buff --id 7", "btf dump --format c --standalone --for prog.bpf.o", "btf dump vmlinux --format isf --symbols System.map -o vmlinux.json")
    {
        _format.AcceptOnlyFromAmong("raw", "c", "json", Isf);
        _source = new SourceSymbols(this, idName: "--btf-id");
        Add(_format);
        Add(_ids);
        Add(_names);
        _like.AcceptOnlyFromAmong("bpftool");
        Add(_like);
        Add(_standalone);
        Add(_for);
        Add(_symbols);
        Add(_output);
        Add(Json);
        Validators.Add(result =>
        {
            if (result.GetValue(Json) && result.GetResult(_format) is { Implicit: false } && result.GetValue(_format) != "json")
            {
                result.AddError("--json and another --format exclude one another.");
            }
        });
        Validators.Add(CheckFormat);
    }

    /// <summary>Refuses options that the format would ignore.</summary>
    private void CheckFormat(CommandResult result)
    {
        string format = result.GetValue(Json) ? "json" : result.GetValue(_format) ?? "raw";
        bool isIsf = format == Isf;
        if (result.GetValue(_standalone) && (format != "c" || result.GetValue(_like) is not null))
        {
            result.AddError("--standalone is about --format c, without --like.");
        }

        if (result.GetValue(_symbols) is not null && !isIsf)
        {
            result.AddError("--symbols is about --format isf.");
        }

        bool chooses = result.GetValue(_ids) is { Length: > 0 } || result.GetValue(_names) is { Length: > 0 };
        if (result.GetValue(_for) is not null && chooses)
        {
            result.AddError("--for excludes --id and --name: it chooses types itself.");
        }

        if (isIsf && (chooses || result.GetValue(_for) is not null || result.GetValue(_like) is not null))
        {
            result.AddError("--format isf has all types: it excludes --id, --name, --for and --like.");
        }

        if (isIsf && result.GetValue(_symbols) is null && _source.IsGiven(result))
        {
            result.AddError("--format isf needs the symbols of the kernel that FILE is of: name its System.map with --symbols.");
        }
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        using Source source = _source.Open(arguments);
        BtfObject btf = source.Main.Object;
        if (arguments.GetValue(_format) == Isf && !arguments.GetValue(Json))
        {
            return WriteIsf(arguments, btf, output);
        }

        BtfType[]? chosen = arguments.GetValue(_for) is { } program ? UsedTypes.Of(program, btf) : Choose(btf, arguments.GetValue(_ids) ?? [], arguments.GetValue(_names) ?? []);
        BtfListingStyle style = arguments.GetValue(_like) is null ? BtfListingStyle.Safe : BtfListingStyle.Bpftool;
        string format = arguments.GetValue(Json) ? "json" : arguments.GetValue(_format)!;
        if (arguments.GetValue(_output) is { } path)
        {
            OutputFile.Write(path, [.. _source.Inputs(arguments), arguments.GetValue(_for)], WriteAll);
        }
        else
        {
            WriteAll(output);
        }

        return ExitCode.Done;

        void WriteAll(TextOutput to)
        {
            to.Write(arguments.GetValue(_standalone) ? Standalone : "");
            Write(btf, chosen, format, style, to);
        }
    }

    private int WriteIsf(ParseResult arguments, BtfObject btf, TextOutput output)
    {
        const string runningSymbols = "/proc/kallsyms";
        const string runningBanner = "/proc/version";
        string? named = arguments.GetValue(_symbols);
        bool isRunning = named is null;
        KernelSymbols symbols = KernelSymbols.ReadAll(named ?? runningSymbols);
        string? banner = isRunning && File.Exists(runningBanner) ? File.ReadAllText(runningBanner) : null;
        if (arguments.GetValue(_output) is { } path)
        {
            OutputFile.Write(path, [.. _source.Inputs(arguments), named], WriteAll);
        }
        else
        {
            WriteAll(output);
        }

        return ExitCode.Done;

        void WriteAll(TextOutput to) => JsonText.Write(to, json => new IsfWriter(btf, json).Write(symbols, banner));
    }

    private static void Write(BtfObject btf, BtfType[]? chosen, string format, BtfListingStyle style, TextOutput output)
    {
        switch (format)
        {
            case "raw" when chosen is null:
                BtfDump.WriteRaw(btf, output, style);
                break;
            case "raw":
                BtfDump.WriteRaw(chosen, output, style);
                break;
            case "json" when chosen is null:
                BtfDump.WriteJson(btf, output, style);
                break;
            case "json":
                BtfDump.WriteJson(chosen, output, style);
                break;
            case "c" when chosen is null:
                BtfDump.WriteC(btf, output, StyleOfC(style));
                break;
            default:
                BtfDump.WriteC(chosen, output, StyleOfC(style));
                break;
        }
    }

    private static BtfCDumpStyle StyleOfC(BtfListingStyle style) => style == BtfListingStyle.Bpftool ? BtfCDumpStyle.Bpftool : BtfCDumpStyle.Correct;

    /// <summary>Returns the chosen types, those chosen by id first; null for all types.</summary>
    private static BtfType[]? Choose(BtfObject btf, uint[] ids, string[] names)
    {
        if (ids.Length == 0 && names.Length == 0)
        {
            return null;
        }

        List<BtfType> chosen = [];
        foreach (uint id in ids)
        {
            chosen.Add(btf.TryGetType(id, out BtfType type) ? type : throw new ToolException(ExitCode.No, $"No type has the id {id}; the ids end at {btf.NextTypeId - 1}."));
        }

        foreach (string name in names)
        {
            int before = chosen.Count;
            foreach (BtfType type in btf.FindTypes(SafeText.Encode(name)))
            {
                chosen.Add(type);
            }

            if (chosen.Count == before)
            {
                throw TypeName.NoneNamed(name, [btf]);
            }
        }

        return [.. chosen.Distinct()];
    }
}

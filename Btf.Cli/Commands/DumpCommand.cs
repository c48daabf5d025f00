using System.CommandLine;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf dump</c>: all types, or some, as text.</summary>
internal sealed class DumpCommand : ToolCommand
{
    private readonly SourceSymbols _source;
    private readonly Option<string> _format = new("--format") { Description = "raw, c or json", DefaultValueFactory = _ => "raw" };
    private readonly Option<uint[]> _ids = new("--id") { Description = "Only the type with this id", HelpName = "N" };
    private readonly Option<string[]> _names = new("--name") { Description = "Only the types with this name", HelpName = "NAME" };
    private readonly Option<string?> _like = new("--like") { Description = "bpftool: to the byte as bpftool 7.8 writes it, also where names are unusual", HelpName = "TOOL" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write instead of standard output", HelpName = "FILE" };

    public DumpCommand()
        : base("dump", "Writes types as C, raw or JSON", "btf dump --format c > vmlinux.h", "btf dump module.btf --base vmlinux.btf", "btf dump --name sk_buff --id 7")
    {
        _format.AcceptOnlyFromAmong("raw", "c", "json");
        _source = new SourceSymbols(this);
        Add(_format);
        Add(_ids);
        Add(_names);
        _like.AcceptOnlyFromAmong("bpftool");
        Add(_like);
        Add(_output);
        Add(Json);
        Validators.Add(result =>
        {
            if (result.GetValue(Json) && result.GetResult(_format) is { Implicit: false } && result.GetValue(_format) != "json")
            {
                result.AddError("--json and another --format exclude one another.");
            }
        });
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        using Source source = _source.Open(arguments);
        BtfObject btf = source.Main.Object;
        BtfType[]? chosen = Choose(btf, arguments.GetValue(_ids) ?? [], arguments.GetValue(_names) ?? []);
        BtfListingStyle style = arguments.GetValue(_like) is null ? BtfListingStyle.Safe : BtfListingStyle.Bpftool;
        string format = arguments.GetValue(Json) ? "json" : arguments.GetValue(_format)!;
        if (arguments.GetValue(_output) is { } path)
        {
            OutputFile.Write(path, _source.Inputs(arguments), file => Write(btf, chosen, format, style, file));
        }
        else
        {
            Write(btf, chosen, format, style, output);
        }

        return ExitCode.Done;
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

    /// <summary>The types asked for, ids first; null where all are.</summary>
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

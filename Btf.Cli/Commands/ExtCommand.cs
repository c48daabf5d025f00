using System.CommandLine;
using System.Text.Json;
using Btf.Compression;
using Btf.Core;
using Btf.Core.Extensions;

namespace Btf.Cli;

/// <summary><c>btf ext</c>: what a BPF object has beside its types.</summary>
internal sealed class ExtCommand : ToolCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A BPF object file" };
    private readonly Option<bool> _functions = new("--functions") { Description = "Show the types of functions only" };
    private readonly Option<bool> _lines = new("--lines") { Description = "Show the source lines only" };
    private readonly Option<bool> _core = new("--core") { Description = "Show the CO-RE relocations only" };

    public ExtCommand()
        : base("ext", "Shows the functions, source lines and CO-RE relocations of a BPF object (.BTF.ext)", "btf ext prog.bpf.o", "btf ext prog.bpf.o --core --json")
    {
        Add(_file);
        Add(_functions);
        Add(_lines);
        Add(_core);
        Add(Json);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        BtfCompression.Register();
        string file = arguments.GetRequiredValue(_file);
        using BtfExtension extension = BtfExtension.TryOpen(InputFile.PathOf(file), out BtfExtension? opened, out BtfError error) ? opened : throw InputFile.Failure(file, error);
        bool all = !arguments.GetValue(_functions) && !arguments.GetValue(_lines) && !arguments.GetValue(_core);
        bool functions = all || arguments.GetValue(_functions);
        bool lines = all || arguments.GetValue(_lines);
        bool core = all || arguments.GetValue(_core);
        bool sound = true;
        if (arguments.GetValue(Json))
        {
            JsonText.Write(output, json => sound = new ExtensionJson(json, extension).Write(functions, lines, core));
        }
        else
        {
            sound = new ExtensionListing(output, extension).Write(functions, lines, core);
        }

        return sound ? ExitCode.Done : ExitCode.Unreadable;
    }
}

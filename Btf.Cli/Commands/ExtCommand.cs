using System.CommandLine;
using System.Text.Json;
using Btf.Compression;
using Btf.Core;
using Btf.Core.Extensions;

namespace Btf.Cli;

/// <summary><c>btf ext</c>: shows the function, line and relocation records of a BPF object.</summary>
internal sealed class ExtCommand : ToolCommand
{
    private readonly Argument<string?> _file = new("FILE") { Description = "A BPF object file; not given with --prog", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<uint?> _program = new("--prog") { Description = "Read a loaded program, by its id. The kernel keeps no relocations", HelpName = "ID" };
    private readonly Option<bool> _functions = new("--functions") { Description = "Show the types of functions only" };
    private readonly Option<bool> _lines = new("--lines") { Description = "Show the source lines only" };
    private readonly Option<bool> _core = new("--core") { Description = "Show the CO-RE relocations only" };

    public ExtCommand()
        : base("ext", "Shows the functions, source lines and CO-RE relocations of a BPF object (.BTF.ext)", "btf ext prog.bpf.o", "btf ext prog.bpf.o --core --json", "btf ext --prog 42 --lines")
    {
        Add(_file);
        Add(_functions);
        Add(_lines);
        Add(_core);
        Add(_program);
        Add(Json);
        Validators.Add(result =>
        {
            bool isLoaded = result.GetResult(_program) is { Implicit: false };
            if (isLoaded == result.GetValue(_file) is not null)
            {
                result.AddError(isLoaded ? "--prog takes the place of FILE: give one of them." : "FILE is missing: a BPF object file, or --prog with the id of a loaded program.");
            }

            if (isLoaded && result.GetValue(_core))
            {
                result.AddError("--core needs a FILE: the kernel keeps no relocations of a loaded program.");
            }
        });
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        BtfCompression.Register();
        uint? program = arguments.GetValue(_program);
        using BtfExtension extension = program is { } id ? OpenLoaded(id) : Open(arguments.GetRequiredValue(_file)!);
        bool all = !arguments.GetValue(_functions) && !arguments.GetValue(_lines) && !arguments.GetValue(_core);
        bool functions = all || arguments.GetValue(_functions);
        bool lines = all || arguments.GetValue(_lines);
        bool core = (all && program is null) || arguments.GetValue(_core);
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

    private static BtfExtension Open(string file) =>
        BtfExtension.TryOpen(InputFile.PathOf(file), out BtfExtension? opened, out BtfError error) ? opened : throw InputFile.Failure(file, error);

    private static BtfExtension OpenLoaded(uint id) =>
        BtfExtension.TryOpenLoaded(id, out BtfExtension? opened, out BtfError error) ? opened : throw new ToolException(ExitCode.Unreadable, error.Message);
}

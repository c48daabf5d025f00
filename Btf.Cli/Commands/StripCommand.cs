using System.CommandLine;
using Btf.Core;
using Btf.Core.Building;

namespace Btf.Cli;

/// <summary><c>btf strip</c>: writes a file without some of its types.</summary>
internal sealed class StripCommand : ToolCommand
{
    private readonly SourceSymbols _source;
    private readonly Option<bool> _functions = new("--functions") { Description = "Without functions" };
    private readonly Option<bool> _variables = new("--variables") { Description = "Without variables and data sections" };
    private readonly Option<bool> _tags = new("--tags") { Description = "Without declaration tags" };
    private readonly Option<string[]> _kinds = new("--kind") { Description = "Without types of this kind", HelpName = "KIND" };
    private readonly Option<string[]> _names = new("--name") { Description = "Without types of this name, which can have * and ?", HelpName = "NAME" };
    private readonly Option<string> _output = CommonSymbols.Output();

    public StripCommand()
        : base("strip", "Removes types that no other type needs", "btf strip vmlinux.btf --functions --variables -o types.btf", "btf strip vmlinux.btf --name 'trace_*' -o rest.btf")
    {
        _kinds.AcceptOnlyFromAmong([.. KindNames.All]);
        _source = new SourceSymbols(this);
        Add(_functions);
        Add(_variables);
        Add(_tags);
        Add(_kinds);
        Add(_names);
        Add(_output);
        Add(Json);
        CommonSymbols.CheckOutputs(this, Json, _output);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        BtfKinds kinds = KindsOf(arguments);
        BtfNamePattern[] patterns = [.. (arguments.GetValue(_names) ?? []).Select(name => NamePatterns.Of(name))];
        if (kinds == BtfKinds.None && patterns.Length == 0)
        {
            throw new ToolException(ExitCode.WrongUsage, "Nothing says which types to leave out. See 'btf strip --help'.");
        }

        using Progress progress = new("Reading types");
        using Source source = _source.Open(arguments);
        progress.Tell($"Looking for what is still needed among {source.Main.Object.TypeCount} types");
        using BtfRewrite rest = source.Main.Object.Strip(type => kinds.Includes(type.Kind) || Array.Exists(patterns, pattern => pattern.IsMatch(type.Name.Utf8)));
        WrittenObject written = WrittenObject.Write(arguments.GetRequiredValue(_output), _source.Inputs(arguments), rest.Result);
        progress.Dispose();
        WrittenObject.Report(output, arguments.GetValue(Json), written);
        return ExitCode.Done;
    }

    private BtfKinds KindsOf(ParseResult arguments)
    {
        BtfKinds kinds = BtfKinds.None;
        kinds |= arguments.GetValue(_functions) ? BtfKinds.Func : 0;
        kinds |= arguments.GetValue(_variables) ? BtfKinds.Var | BtfKinds.DataSec : 0;
        kinds |= arguments.GetValue(_tags) ? BtfKinds.DeclTag : 0;
        foreach (string kind in arguments.GetValue(_kinds) ?? [])
        {
            kinds |= KindNames.TryParse(kind, out BtfKind known) ? (BtfKinds)(1u << (int)known) : BtfKinds.None;
        }

        return kinds;
    }
}

using System.CommandLine;
using Btf.Core.Building;

namespace Btf.Cli;

/// <summary><c>btf sort</c>: puts types into the order of their names.</summary>
internal sealed class SortCommand : ToolCommand
{
    private readonly SourceSymbols _source;
    private readonly Option<string> _output = CommonSymbols.Output();

    public SortCommand()
        : base("sort", "Sorts types by name, as in kernels since Linux 7.0", "btf sort vmlinux.btf -o sorted.btf", "btf sort module.btf --base vmlinux.btf -o sorted.btf")
    {
        _source = new SourceSymbols(this);
        Add(_output);
        Add(Json);
        CommonSymbols.CheckOutputs(this, Json, _output);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        using Progress progress = new("Reading types");
        using Source source = _source.Open(arguments);
        progress.Tell($"Sorting {source.Main.Object.TypeCount} types");
        using BtfRewrite sorted = source.Main.Object.SortByName();
        WrittenObject written = WrittenObject.Write(arguments.GetRequiredValue(_output), _source.Inputs(arguments), sorted.Result);
        progress.Dispose();
        WrittenObject.Report(output, arguments.GetValue(Json), written);
        return ExitCode.Done;
    }
}

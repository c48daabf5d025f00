using System.CommandLine;
using Btf.Core.Merging;

namespace Btf.Cli;

/// <summary><c>btf distill</c>: writes a module's types over a small base that can be matched to other builds of the kernel.</summary>
internal sealed class DistillCommand : ToolCommand
{
    private readonly Argument<string> _module = new("MODULE") { Description = "A module's BTF" };
    private readonly Option<string?> _base = new("--base") { Description = "The kernel that MODULE is split from", HelpName = "FILE" };
    private readonly Option<string> _output = CommonSymbols.Output();
    private readonly Option<string> _baseOutput = new("--base-out") { Description = "The file for the distilled base", HelpName = "OUT.btf", Required = true };

    public DistillCommand()
        : base("distill", "Makes a distilled base for a module (.BTF and .BTF.base)", "btf distill module.btf --base vmlinux.btf -o split.btf --base-out base.btf")
    {
        Add(_module);
        Add(_base);
        Add(_output);
        Add(_baseOutput);
        Add(Json);
        CommonSymbols.CheckOutputs(this, Json, _output, _baseOutput);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        string module = arguments.GetRequiredValue(_module);
        using Progress progress = new("Reading types");
        using Source source = Source.Open(module, arguments.GetValue(_base));
        if (source.Main.Object.Base is null)
        {
            throw new ToolException(ExitCode.WrongUsage, $"{module} was read without a base. Name the kernel that it is split from with --base.");
        }

        string?[] inputs = [.. SourceSymbols.InputsOf(arguments.GetValue(_base), module)];
        OutputFile.ThrowIfInput(arguments.GetRequiredValue(_baseOutput), inputs);
        progress.Tell($"Collecting what {source.Main.Object.TypeCount} types need of their base");
        using BtfDistillation distilled = source.Main.Object.Distill();
        WrittenObject split = WrittenObject.Write(arguments.GetRequiredValue(_output), inputs, distilled.Split);
        WrittenObject newBase = WrittenObject.Write(arguments.GetRequiredValue(_baseOutput), inputs, distilled.Base);
        progress.Dispose();
        WrittenObject.Report(output, arguments.GetValue(Json), split, newBase);
        return ExitCode.Done;
    }
}

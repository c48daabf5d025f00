using System.CommandLine;
using Btf.Core;
using Btf.Core.Programs;

namespace Btf.Cli;

/// <summary><c>btf core</c>: shows how the CO-RE relocations of BPF objects resolve against a kernel.</summary>
internal sealed class CoreCommand : ToolCommand
{
    private readonly Argument<string[]> _files = new("OBJ") { Description = "BPF object files", Arity = ArgumentArity.OneOrMore };
    private readonly TargetSymbols _target;
    private readonly Option<bool> _explain = new("--explain") { Description = "Explain why something is missing, where it moved, and what changed" };
    private readonly Option<string?> _patch = new("--patch") { Description = "Write the object with its instructions relocated", HelpName = "OUT" };
    private readonly Option<string> _like = new("--like") { Description = "Whose rules to follow: libbpf's, cilium's or the kernel's", DefaultValueFactory = _ => "libbpf" };

    public CoreCommand()
        : base("core", "Resolves the CO-RE relocations of BPF objects for a kernel, and tells whether the objects load there", "btf core prog.bpf.o", "btf core prog.bpf.o --kernel vmlinux.btf --explain", "btf core prog.bpf.o --kernel vmlinux.btf --patch fitted.bpf.o")
    {
        _like.AcceptOnlyFromAmong("libbpf", "cilium", "kernel");
        Add(_files);
        _target = new TargetSymbols(this);
        Add(_explain);
        Add(_patch);
        Add(_like);
        Add(Json);
        Validators.Add(result =>
        {
            if (result.GetValue(_patch) is not null && result.GetValue(_files) is { Length: > 1 })
            {
                result.AddError("--patch writes one object: give one OBJ.");
            }

            if (result.GetValue(_patch) == OutputFile.StandardOutput)
            {
                result.AddError("--patch cannot write to standard output, where the report goes: name a file.");
            }
        });
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        using BtfCollection kernel = _target.Open(arguments);
        var resolver = new CoreResolver(kernel) { Rules = RulesOf(arguments.GetValue(_like)) };
        bool explains = arguments.GetValue(_explain);
        int exitCode = ExitCode.Done;
        List<CoreAnswer> answers = [];
        using var opened = new OpenObjects();
        foreach (string file in arguments.GetRequiredValue(_files))
        {
            if (!BpfObjectFile.TryOpen(InputFile.PathOf(file), out BpfObjectFile? program, out BtfError error))
            {
                Warning.Write($"{file}: {InputFile.Reason(file, error)}");
                exitCode = ExitCode.Unreadable;
                continue;
            }

            opened.Add(program);
            CoreReport report = CoreReport.Create(program, resolver, explains);
            exitCode = Math.Max(exitCode, report.Loads ? ExitCode.Done : ExitCode.No);
            if (arguments.GetValue(_patch) is { } path)
            {
                OutputFile.Write(path, [file, .. _target.Inputs(arguments)], to => WritePatched(report, to));
            }

            var answer = new CoreAnswer(file, _target.NameOf(arguments), report, kernel);
            if (arguments.GetValue(Json))
            {
                answers.Add(answer);
            }
            else
            {
                answer.Write(output, explains);
            }
        }

        if (arguments.GetValue(Json))
        {
            JsonText.Write(output, json => CoreAnswer.Write(json, answers));
        }

        return exitCode;
    }

    private static void WritePatched(CoreReport report, TextOutput to)
    {
        using var content = new MemoryStream();
        report.WritePatched(content);
        to.Write(content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    private static CoreRules RulesOf(string? name) => name switch
    {
        "cilium" => CoreRules.Cilium,
        "kernel" => CoreRules.Kernel,
        _ => CoreRules.Libbpf,
    };
}

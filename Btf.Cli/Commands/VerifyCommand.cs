using System.CommandLine;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf verify</c>: whether the kernel would load a file.</summary>
internal sealed class VerifyCommand : ToolCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Files with BTF", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _base = CommonSymbols.Base();
    private readonly Option<string?> _rules = new("--rules") { Description = "Whose rules: of Linux 7.4, 7.2 or 6.18 [default: 7.2; 7.4 for what tells where functions were inlined]" };
    private readonly Option<bool> _all = new("--all") { Description = "Tell all that is wrong, not only the first" };

    public VerifyCommand()
        : base("verify", "Checks files by the rules of the kernel's loader", "btf verify program.bpf.o", "btf verify module.btf --base vmlinux.btf --rules 6.18 --all")
    {
        _rules.AcceptOnlyFromAmong("7.4", "7.2", "6.18");
        Add(_files);
        Add(_base);
        Add(_rules);
        Add(_all);
        Add(Json);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        BtfRules? rules = arguments.GetValue(_rules) switch
        {
            "7.4" => BtfRules.Linux74,
            "7.2" => BtfRules.Linux72,
            "6.18" => BtfRules.Linux618,
            _ => null,
        };
        bool all = arguments.GetValue(_all);
        using Source? over = arguments.GetValue(_base) is { } path ? Source.OpenBase(path) : null;
        List<Verdict> verdicts = [];
        foreach (string file in arguments.GetRequiredValue(_files))
        {
            using Source? own = over is null && DefaultBase.Of(file) is [.., string below] ? Source.OpenBase(below) : null;
            verdicts.AddRange(Verdict.Of(file, (over ?? own)?.Main, rules, all));
        }

        if (arguments.GetValue(Json))
        {
            JsonText.Write(output, json => WriteJson(json, verdicts));
        }
        else
        {
            Write(output, verdicts);
        }

        return verdicts.Max(verdict => verdict.ExitCode);
    }

    private static void Write(TextOutput output, List<Verdict> verdicts)
    {
        foreach (Verdict verdict in verdicts)
        {
            if (verdict.IsUnreadable)
            {
                Warning.Write($"{verdict.File}: {verdict.Error}");
            }

            foreach (string line in verdict.Lines)
            {
                output.WriteLine(SafeText.Of($"{verdict.File}: {line}"));
            }
        }
    }

    private static void WriteJson(Utf8JsonWriter json, List<Verdict> verdicts)
    {
        json.WriteStartArray();
        foreach (Verdict verdict in verdicts)
        {
            verdict.Write(json);
        }

        json.WriteEndArray();
    }
}

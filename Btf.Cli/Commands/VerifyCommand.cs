using System.CommandLine;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary><c>btf verify</c>: tells whether the kernel would load a file.</summary>
internal sealed class VerifyCommand : ToolCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Files with BTF", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _base = CommonSymbols.Base();
    private readonly Option<string?> _rules = new("--rules") { Description = "The kernel whose rules apply: 7.4, 7.2 or 6.18 [default: 7.2; 7.4 for files with inlined functions]" };
    private readonly Option<bool> _all = new("--all") { Description = "Show all findings, not only the first" };

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
        using Source? over = arguments.GetValue(_base) is { } path ? Source.OpenBase(path) : null;
        if (!arguments.GetValue(Json))
        {
            return Judge(arguments, over, (name, judge) => Write(output, name, judge));
        }

        int exitCode = ExitCode.Done;
        JsonText.Write(output, json =>
        {
            json.WriteStartArray();
            exitCode = Judge(arguments, over, (name, judge) => Write(json, name, judge));
            json.WriteEndArray();
        });
        return exitCode;
    }

    /// <summary>Judges each unit of each file through a method that gets the unit's name and a function that judges it.</summary>
    private int Judge(ParseResult arguments, Source? over, Func<string, Judgement, Verdict> write)
    {
        BtfRules? rules = arguments.GetValue(_rules) switch
        {
            "7.4" => BtfRules.Linux74,
            "7.2" => BtfRules.Linux72,
            "6.18" => BtfRules.Linux618,
            _ => null,
        };
        bool all = arguments.GetValue(_all);
        int exitCode = ExitCode.Done;
        foreach (string file in arguments.GetRequiredValue(_files))
        {
            InputFile.KeepCopy(file);
            using Source? own = over is null && DefaultBase.Of(file) is [.., string below] ? Source.OpenBase(below) : null;
            int left = 1;
            for (int unit = 0; left != 0; unit++)
            {
                Verdict verdict = write(Source.UnitName(file, unit), (tellBase, tell) => Verdict.Of(file, unit, (over ?? own)?.Main, rules, all, tellBase, tell, out left));
                exitCode = Math.Max(exitCode, verdict.ExitCode);
            }
        }

        return exitCode;
    }

    private static Verdict Write(TextOutput output, string name, Judgement judge)
    {
        Verdict verdict = judge(text => WriteLine(output, name, text), finding => WriteLine(output, name, finding.ToString()));
        if (verdict.IsUnreadable)
        {
            Warning.Write($"{name}: {verdict.Error}");
        }
        else if (verdict.Error is { } error)
        {
            WriteLine(output, name, $"not BTF: {(error.StartsWith("Not BTF: ", StringComparison.Ordinal) ? error["Not BTF: ".Length..] : error)}");
        }
        else if (verdict.IsGood)
        {
            WriteLine(output, name, "ok");
        }

        return verdict;
    }

    private static void WriteLine(TextOutput output, string name, string text) => output.WriteLine(SafeText.Of($"{name}: {text}"));

    private static Verdict Write(Utf8JsonWriter json, string name, Judgement judge)
    {
        json.WriteStartObject();
        json.WriteString("file", name);
        string? wrongBase = null;
        json.WriteStartArray("findings");
        Verdict verdict = judge(text => wrongBase = text, finding => finding.Write(json));
        json.WriteEndArray();
        json.WriteBoolean("ok", verdict.IsGood);
        if (verdict.Error is not null)
        {
            json.WriteString("error", verdict.Error);
        }

        if (wrongBase is not null)
        {
            json.WriteString("wrongBase", wrongBase);
        }

        json.WriteEndObject();
        return verdict;
    }

    private delegate Verdict Judgement(Action<string> tellBase, Action<IToldFinding> tell);
}

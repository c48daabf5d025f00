using System.CommandLine;
using System.Text.Json;
using Btf.Core;
using Btf.Core.Merging;

namespace Btf.Cli;

/// <summary><c>btf dedup</c>: stores equal types once, and explains why several types of one name remain.</summary>
internal sealed class DedupCommand : ToolCommand
{
    private readonly SourceSymbols _source;
    private readonly Option<bool> _gcc = new("--gcc") { Description = "Let a declaration of a structure stand for the enumeration with its name, as GCC writes it" };
    private readonly Option<string?> _explain = new("--explain") { Description = "Explain why several types of this name remain ('*': any name)", HelpName = "NAME" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write; needed unless --explain is given", HelpName = "OUT.btf" };

    public DedupCommand()
        : base("dedup", "Stores equal types once", "btf dedup all.btf -o small.btf", "btf dedup all.btf --explain task_struct")
    {
        _source = new SourceSymbols(this);
        Add(_gcc);
        Add(_explain);
        Add(_output);
        Add(Json);
        CommonSymbols.CheckOutputs(this, Json, _output!);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        string? path = arguments.GetValue(_output);
        string? name = arguments.GetValue(_explain);
        if (path is null && name is null)
        {
            throw new ToolException(ExitCode.WrongUsage, "Option '--output' or '--explain' is required. See 'btf dedup --help'.");
        }

        using Progress progress = new("Reading types");
        using Source source = _source.Open(arguments);
        progress.Tell($"Looking for equal types among {source.Main.Object.TypeCount}");
        BtfDeduplicationQuirks quirks = arguments.GetValue(_gcc) ? BtfDeduplicationQuirks.Gcc : BtfDeduplicationQuirks.None;
        using BtfDeduplication result = BtfDeduplicator.Run(source.Main.Object, new BtfDeduplicationOptions { Quirks = quirks });
        progress.Tell(name is null ? "Writing" : $"Finding out why several types of {name} remain");
        WrittenObject[] written = path is null ? [] : [WrittenObject.Write(path, _source.Inputs(arguments), result.Result)];
        List<Reason> reasons = name is null ? [] : Explain(result, name);
        progress.Dispose();
        if (name is null)
        {
            WrittenObject.Report(output, arguments.GetValue(Json), written);
        }
        else
        {
            Write(output, reasons, arguments.GetValue(Json));
        }

        return ExitCode.Done;
    }

    private static List<Reason> Explain(BtfDeduplication result, string name)
    {
        BtfNamePattern pattern = NamePatterns.Of(name);
        List<Reason> reasons = [];
        foreach (BtfNearDuplicate pair in result.NearDuplicates)
        {
            if (pattern.IsMatch(pair.Other.Name.Utf8))
            {
                reasons.Add(new Reason(pair.Other.Kind.ToString(), pair.Other.Name.ToString(), pair.First.Id, pair.Other.Id, pair.Explain()));
            }
        }

        return reasons;
    }

    private static void Write(TextOutput output, List<Reason> reasons, bool json)
    {
        if (json)
        {
            JsonText.Write(output, writer => WriteJson(writer, reasons));
            return;
        }

        foreach (Reason reason in reasons)
        {
            output.WriteLine(SafeText.Of($"[{reason.First}] [{reason.Other}] {reason.Text}"));
        }
    }

    private static void WriteJson(Utf8JsonWriter json, List<Reason> reasons)
    {
        json.WriteStartArray();
        foreach (Reason reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString("kind", reason.Kind);
            json.WriteString("name", reason.Name);
            json.WriteNumber("first", reason.First);
            json.WriteNumber("other", reason.Other);
            json.WriteString("reason", reason.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Two types with the same name in the result, and why they are two.</summary>
    private sealed record Reason(string Kind, string Name, uint First, uint Other, string Text);
}

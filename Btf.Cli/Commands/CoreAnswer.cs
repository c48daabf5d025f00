using System.Globalization;
using System.Text.Json;
using Btf.Core;
using Btf.Core.Extensions;
using Btf.Core.Programs;

namespace Btf.Cli;

/// <summary>Writes what <c>btf core</c> reports on an object, as text and as JSON.</summary>
internal sealed class CoreAnswer(string file, string kernelName, CoreReport report, BtfCollection kernel)
{
    /// <summary>Writes a line for the object and one for each record, with its explanation.</summary>
    public void Write(TextOutput output, bool explains)
    {
        var counts = new int[(int)CoreOutcome.Missing + 1];
        foreach (CoreFinding finding in report.Findings)
        {
            counts[(int)finding.Outcome]++;
        }

        List<string> parts = [];
        for (CoreOutcome outcome = 0; outcome <= CoreOutcome.Missing; outcome++)
        {
            if (counts[(int)outcome] > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{counts[(int)outcome]} {WordOf(outcome)}"));
            }
        }

        string verdict = report.Loads ? "" : "; it would not load";
        string all = report.Findings.IsEmpty ? "no CO-RE relocations" : string.Create(CultureInfo.InvariantCulture, $"{report.Findings.Length} CO-RE relocations: {string.Join(", ", parts)}{verdict}");
        output.WriteLine(SafeText.Of($"{file} against {kernelName}: {all}"));
        foreach (CoreFinding finding in report.Findings)
        {
            Write(output, finding, explains);
        }
    }

    /// <summary>Writes an array with an object for each file.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<CoreAnswer> answers)
    {
        json.WriteStartArray();
        foreach (CoreAnswer answer in answers)
        {
            answer.Write(json);
        }

        json.WriteEndArray();
    }

    /// <summary>Returns the word for an outcome.</summary>
    public static string WordOf(CoreOutcome outcome) => outcome switch
    {
        CoreOutcome.Unchanged => "unchanged",
        CoreOutcome.Moved => "moved",
        CoreOutcome.Resized => "resized",
        CoreOutcome.Absent => "absent",
        CoreOutcome.Poisoned => "poisoned",
        CoreOutcome.Ambiguous => "ambiguous",
        CoreOutcome.Missing => "missing",
        _ => "malformed",
    };

    private static string WordOf(CoreFinding finding) =>
        finding.Outcome == CoreOutcome.Absent && finding.IsPoisoned ? "absent (guarded)" : WordOf(finding.Outcome);

    private static void Write(TextOutput output, CoreFinding finding, bool explains)
    {
        CoreResolution resolution = finding.Resolution;
        string value = finding.IsPoisoned ? string.Create(CultureInfo.InvariantCulture, $"{resolution.OldValue} -> invalid instruction")
            : finding.Error.Length > 0 ? "no value"
            : string.Create(CultureInfo.InvariantCulture, $"{resolution.OldValue} -> {resolution.NewValue}");
        string place = finding.Place.Length == 0 ? "" : $" {finding.Place}";
        string function = finding.Function.Length == 0 ? "" : $" ({finding.Function})";
        output.WriteLine(SafeText.Of(string.Create(CultureInfo.InvariantCulture,
            $"  {finding.SectionName}+{finding.InstructionOffset}{function}{place}: {WordOf(finding)}: {finding.Text}: {value}")));
        if (finding.Error.Length > 0)
        {
            output.WriteLine(SafeText.Of($"    {finding.Error}"));
        }

        if (!explains)
        {
            return;
        }

        foreach (string sentence in (IEnumerable<string>)[.. Source(finding), .. finding.Explanation, .. Reach(finding), .. finding.Warnings.Select(w => $"Warning: {w}")])
        {
            output.WriteLine(SafeText.Of($"    {sentence}"));
        }
    }

    private static string[] Source(CoreFinding finding) => finding.Source.Length == 0 ? [] : [$"| {finding.Source}"];

    private static string[] Reach(CoreFinding finding) => !finding.IsPoisoned ? []
        : finding.IsReachable ? ["The program can get to this instruction: the kernel refuses it. Ask bpf_core_field_exists() or its like before."]
        : ["The program never gets to this instruction: a check before it has a constant answer."];

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteString("kernel", kernelName);
        json.WriteBoolean("loads", report.Loads);
        json.WriteStartArray("relocations");
        foreach (CoreFinding finding in report.Findings)
        {
            Write(json, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, CoreFinding finding)
    {
        CoreResolution resolution = finding.Resolution;
        BtfCoreRelocation relocation = resolution.Relocation;
        bool isResolved = resolution.Error.Code == CoreErrorCode.None;
        json.WriteStartObject();
        json.WriteString("section", finding.SectionName);
        json.WriteNumber("offset", finding.InstructionOffset);
        json.WriteNumber("kind", (uint)relocation.Kind);
        json.WriteNumber("type", relocation.TypeId);
        json.WriteString("access", finding.Access);
        json.WriteString("description", finding.Text);
        json.WriteString("function", finding.Function);
        json.WriteString("line", finding.Place);
        json.WriteString("source", finding.Source);
        json.WriteString("outcome", WordOf(finding.Outcome));
        WriteValue(json, "old", isResolved ? resolution.OldValue : null);
        WriteValue(json, "new", isResolved && !resolution.IsPoisoned ? resolution.NewValue : null);
        json.WriteBoolean("poisoned", finding.IsPoisoned);
        json.WriteBoolean("reachable", finding.IsReachable);
        json.WriteString("before", Hex(finding.Before.AsSpan()));
        json.WriteString("after", Hex(finding.After.AsSpan()));
        json.WriteStartArray("candidates");
        foreach (CoreCandidate candidate in finding.Candidates)
        {
            Write(json, candidate);
        }

        json.WriteEndArray();
        if (finding.Error.Length > 0)
        {
            json.WriteString("error", finding.Error);
        }
        else
        {
            json.WriteNull("error");
        }

        WriteSentences(json, "explanation", finding.Explanation);
        WriteSentences(json, "warnings", finding.Warnings);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, CoreCandidate candidate)
    {
        json.WriteStartObject();
        json.WriteString("object", NameOf(candidate.Type.Object));
        json.WriteNumber("id", candidate.Type.Id);
        if (candidate.IsMatch is { } match)
        {
            json.WriteBoolean("match", match);
        }
        else
        {
            json.WriteNull("match");
        }

        json.WriteString("access", candidate.Access);
        json.WriteString("reason", candidate.Reason);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, ulong? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteSentences(Utf8JsonWriter json, string name, IReadOnlyList<string> sentences)
    {
        json.WriteStartArray(name);
        foreach (string sentence in sentences)
        {
            json.WriteStringValue(sentence);
        }

        json.WriteEndArray();
    }

    private string NameOf(BtfObject btf)
    {
        if (btf == kernel.Base)
        {
            return BtfCollection.BaseName;
        }

        foreach ((string name, BtfObject module) in kernel)
        {
            if (module == btf)
            {
                return name;
            }
        }

        return "";
    }
}

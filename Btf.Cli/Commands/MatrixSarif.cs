using System.Text.Json;
using Btf.Core.Programs;

namespace Btf.Cli;

/// <summary>
/// Writes the matrix in SARIF 2.1.0, which code hosts show beside the source lines: an error for each row that is broken somewhere, a note for each that only differs.
/// </summary>
internal static class MatrixSarif
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    public static void Write(Utf8JsonWriter json, MatrixReport report)
    {
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "btf");
        json.WriteStartArray("rules");
        WriteRule(json, "broken", "The program does not load on a kernel, or cannot be attached there.", "error");
        WriteRule(json, "changed", "A kernel has something else than another one.", "note");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("results");
        foreach (MatrixRow row in report.Rows)
        {
            Write(json, report, row);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, string id, string text, string level)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        WriteText(json, "shortDescription", text);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", level);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MatrixReport report, MatrixRow row)
    {
        string answers = string.Join("; ", row.Groups.Select(group => $"{MatrixRow.TextOf(group.Cell)} on {string.Join(", ", group.Kernels.Select(kernel => report.Columns[kernel].KernelName))}"));
        CoreSubject subject = row.Subject;
        string file = report.Files[subject.ProgramIndex];
        json.WriteStartObject();
        json.WriteString("ruleId", row.IsBroken ? "broken" : "changed");
        json.WriteNumber("ruleIndex", row.IsBroken ? 0 : 1);
        json.WriteString("level", row.IsBroken ? "error" : "note");
        WriteText(json, "message", $"{file}: {subject.Text}: {answers}");
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', (subject.Line > 0 ? subject.SourceFile : file).Split('/').Select(Uri.EscapeDataString)));
        json.WriteEndObject();
        if (subject.Line > 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", subject.Line);
            json.WriteNumber("startColumn", Math.Max(1, subject.Column));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}

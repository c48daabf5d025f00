using System.Text.Json;
using Btf.Core.Programs;

namespace Btf.Cli;

/// <summary>Writes the matrix as JSON: the kernels, for each object where it loads, and rows with a cell for each kernel.</summary>
internal static class MatrixJson
{
    public static void Write(Utf8JsonWriter json, MatrixReport report)
    {
        json.WriteStartObject();
        json.WriteStartArray("kernels");
        foreach (CoreMatrixColumn column in report.Columns)
        {
            json.WriteStringValue(column.KernelName);
        }

        json.WriteEndArray();
        json.WriteStartArray("objects");
        for (int file = 0; file < report.Files.Count; file++)
        {
            json.WriteStartObject();
            json.WriteString("file", report.Files[file]);
            json.WriteStartArray("loads");
            for (int column = 0; column < report.Columns.Count; column++)
            {
                json.WriteBooleanValue(report.Loads(file, column));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (MatrixRow row in report.Rows)
        {
            Write(json, report, row);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MatrixReport report, MatrixRow row)
    {
        CoreSubject subject = row.Subject;
        json.WriteStartObject();
        json.WriteString("object", report.Files[subject.ProgramIndex]);
        json.WriteString("kind", MatrixRow.WordOf(subject.Kind));
        json.WriteString("description", subject.Text);
        json.WriteString("section", subject.SectionName);
        json.WriteNumber("offset", subject.InstructionOffset);
        json.WriteString("function", subject.Function);
        json.WriteString("line", row.Place);
        json.WriteBoolean("broken", row.IsBroken);
        json.WriteBoolean("changed", row.Differs);
        json.WriteStartArray("cells");
        for (int i = 0; i < row.Cells.Count; i++)
        {
            CoreMatrixCell cell = row.Cells[i];
            json.WriteStartObject();
            json.WriteString("kernel", report.Columns[i].KernelName);
            json.WriteString("outcome", MatrixRow.WordOf(cell));
            if (cell.Text is null && cell.Detail.Length > 0)
            {
                json.WriteNumber("value", cell.Value);
            }
            else
            {
                json.WriteNull("value");
            }

            if (cell.Text is not null)
            {
                json.WriteString("detail", cell.Text);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

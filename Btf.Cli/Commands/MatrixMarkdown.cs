using System.Globalization;

namespace Btf.Cli;

/// <summary>Writes the matrix as Markdown: a table of objects and kernels, and a table of rows for each object.</summary>
internal sealed class MatrixMarkdown(TextOutput output)
{
    public void Write(MatrixReport report)
    {
        output.WriteLine("# CO-RE matrix\n");
        WriteHead("object", report);
        for (int file = 0; file < report.Files.Count; file++)
        {
            output.WriteLine($"| {Code(report.Files[file])} | {string.Join(" | ", Enumerable.Range(0, report.Columns.Count).Select(column => report.Loads(file, column) ? "loads" : "**broken**"))} |");
        }

        for (int file = 0; file < report.Files.Count; file++)
        {
            MatrixRow[] rows = [.. report.Rows.Where(row => row.Subject.ProgramIndex == file)];
            if (rows.Length == 0)
            {
                continue;
            }

            output.WriteLine($"\n## {Code(report.Files[file])}\n");
            WriteHead("what", report);
            foreach (MatrixRow row in rows)
            {
                string place = row.Place.Length == 0 ? "" : $" {Code(row.Place)}";
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"| {Code(row.Subject.Text)}{place} | {string.Join(" | ", row.Cells.Select(cell => cell.IsBroken ? $"**{Code(MatrixRow.TextOf(cell))}**" : Code(MatrixRow.TextOf(cell))))} |"));
            }
        }
    }

    private void WriteHead(string what, MatrixReport report)
    {
        output.WriteLine($"| {what} | {string.Join(" | ", report.Columns.Select(column => Code(column.KernelName)))} |");
        output.WriteLine($"| --- |{string.Concat(Enumerable.Repeat(" --- |", report.Columns.Count))}");
    }

    // A bar ends a cell even in a code span.
    private static string Code(string text) => DiffMarkdown.Code(SafeText.Of(text)).Replace("|", "\\|", StringComparison.Ordinal);
}

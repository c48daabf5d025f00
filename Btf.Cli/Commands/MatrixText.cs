using System.Globalization;

namespace Btf.Cli;

/// <summary>Writes the matrix as text: for each object where it would not load, and rows with the kernels of each answer.</summary>
internal sealed class MatrixText(TextOutput output)
{
    // More kernels than this with one answer are counted, not listed.
    private const int MostNames = 12;

    public void Write(MatrixReport report)
    {
        for (int file = 0; file < report.Files.Count; file++)
        {
            int[] broken = [.. Enumerable.Range(0, report.Columns.Count).Where(column => !report.Loads(file, column))];
            string verdict = broken.Length == 0
                ? string.Create(CultureInfo.InvariantCulture, $"loads on all {report.Columns.Count} kernels")
                : string.Create(CultureInfo.InvariantCulture, $"loads on {report.Columns.Count - broken.Length} of {report.Columns.Count} kernels; not on {Names(report, broken)}");
            output.WriteLine(SafeText.Of($"{report.Files[file]}: {verdict}"));
            foreach (MatrixRow row in report.Rows.Where(row => row.Subject.ProgramIndex == file))
            {
                string place = row.Place.Length == 0 ? "" : $"{row.Place} ";
                output.WriteLine(SafeText.Of($"  {place}{row.Subject.Text}"));
                foreach ((var cell, IReadOnlyList<int> kernels) in row.Groups)
                {
                    output.WriteLine(SafeText.Of($"    {MatrixRow.TextOf(cell)}: {Names(report, kernels)}"));
                }
            }
        }
    }

    private static string Names(MatrixReport report, IReadOnlyList<int> columns)
    {
        string names = string.Join(", ", columns.Take(MostNames).Select(column => report.Columns[column].KernelName));
        return columns.Count <= MostNames ? names : string.Create(CultureInfo.InvariantCulture, $"{names} and {columns.Count - MostNames} more");
    }
}

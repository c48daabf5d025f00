using System.Text;

namespace Btf.Benchmarks;

/// <summary>Formats rows of cells as a Markdown table. The first column is aligned left, the others right.</summary>
internal static class MarkdownTable
{
    public static string Format(string[] titles, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder();
        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        Line(titles);
        Line(titles.Select((_, column) => column == 0 ? "---" : "---:"));
        foreach (string[] row in rows)
        {
            Line(row);
        }

        return text.ToString();
    }
}

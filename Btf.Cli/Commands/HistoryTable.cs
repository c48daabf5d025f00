using System.Globalization;

namespace Btf.Cli;

/// <summary>Writes a type's history as a table: a row for each member, a column for each file. Columns that do not fit side by side follow below.</summary>
internal sealed class HistoryTable
{
    private const int PipeWidth = 80;
    private const int MostNameWidth = 40;
    private const string Absent = "-";
    private const string Retyped = "*";

    private readonly TextOutput _output;
    private readonly IReadOnlyList<HistoryColumn> _columns;
    private readonly List<(string Name, string[] Cells)> _rows = [];
    private readonly bool _hasRetyped;
    private readonly int _nameWidth;

    public HistoryTable(TextOutput output, IReadOnlyList<HistoryColumn> columns, IReadOnlyList<HistoryRow> rows)
    {
        _output = output;
        _columns = columns;
        _rows.Add(("size", [.. columns.Select(column => column.Size.Length == 0 ? Absent : column.Size)]));
        foreach (HistoryRow row in rows)
        {
            string[] cells = [.. row.Cells.Select((cell, i) => cell is null ? Absent : cell.Text + (row.IsRetyped(i) ? Retyped : ""))];
            _hasRetyped |= cells.Any(cell => cell.EndsWith(Retyped, StringComparison.Ordinal));
            _rows.Add((row.Name.Length == 0 ? "(unnamed)" : SafeText.Of(row.Name), cells));
        }

        _nameWidth = Math.Min(_rows.Max(row => row.Name.Length), MostNameWidth);
    }

    public void Write()
    {
        int width = Terminal.IsOutput ? Terminal.Width : PipeWidth;
        int[] widths = [.. _columns.Select((_, i) => 2 + Math.Max(HeadingOf(i).Length, _rows.Max(row => row.Cells[i].TrimEnd('*').Length + 1)))];
        int first = 0;
        while (first < widths.Length)
        {
            int end = first + 1;
            int used = _nameWidth + widths[first];
            while (end < widths.Length && used + widths[end] <= width)
            {
                used += widths[end++];
            }

            if (first != 0)
            {
                _output.WriteLine("");
            }

            WriteRow("", first, end, widths, HeadingOf);
            foreach ((string name, string[] cells) in _rows)
            {
                WriteRow(name, first, end, widths, i => cells[i]);
            }

            first = end;
        }

        if (_hasRetyped)
        {
            _output.WriteLine("* another type than before");
        }
    }

    private static string HeadingOf(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private void WriteRow(string name, int first, int end, int[] widths, Func<int, string> textOf)
    {
        if (name.Length > _nameWidth)
        {
            _output.WriteLine(name);
            name = "";
        }

        string line = name.PadRight(_nameWidth);
        for (int i = first; i < end; i++)
        {
            // The mark follows the number, so that the numbers are aligned.
            string text = textOf(i);
            bool isMarked = text.EndsWith(Retyped, StringComparison.Ordinal);
            line += (isMarked ? text : text + " ").PadLeft(widths[i]);
        }

        _output.WriteLine(line.TrimEnd());
    }
}

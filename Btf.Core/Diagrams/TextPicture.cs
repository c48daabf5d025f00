using System.Globalization;
using System.Text;

namespace Btf.Core.Diagrams;

/// <summary>Writes a picture in Unicode characters: rows of bytes between lines, then a list of the members.</summary>
internal sealed class TextPicture(DiagramTree[] trees, List<DiagramRow> rows, bool isCut, int bytesPerRow)
{
    private const int Width = 80;
    private const int CacheLine = 64;
    private const int NameWidth = 28;
    private const string Margin = "         ";
    private readonly ulong _rowBits = (ulong)bytesPerRow * 8;

    // Two versions beside each other fit into a terminal of 80 columns too.
    private readonly int _columns = trees.Length == 1 ? 64 : 32;

    public void Write(ref Utf8Writer output)
    {
        WriteHeadings(ref output);
        foreach (string note in DiagramText.Notes(trees, isCut))
        {
            Line(note, ref output);
        }

        foreach (DiagramRow row in rows)
        {
            Write(row, ref output);
        }

        if (rows.Count > 0)
        {
            Border(rows[^1].Start + (ulong)bytesPerRow, '─', ref output);
            Line("░ hole  ▒ padding  ═ start of a cache line", ref output);
        }

        Line("", ref output);
        List(ref output);
    }

    /// <summary>Writes a heading for each version: in one line if it fits, else the size and the holes in a line each.</summary>
    private void WriteHeadings(ref Utf8Writer output)
    {
        string[] sizes = DiagramText.SizeHeadings(trees);
        string[] headings = DiagramText.Headings(trees);
        for (int i = 0; i < headings.Length; i++)
        {
            if (headings[i].Length <= Width)
            {
                Line(headings[i], ref output);
                continue;
            }

            Line(DiagramText.Fit(sizes[i], 200), ref output);
            if (DiagramText.Gaps(trees[i]) is { Length: > 0 } gaps)
            {
                Line($"{Margin}{gaps}", ref output);
            }
        }
    }

    private void Write(DiagramRow row, ref Utf8Writer output)
    {
        Border(row.Start, row.Start % CacheLine == 0 ? '═' : '─', ref output);
        if (row.Skipped > 0)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"{row.Start,8} ⋮ {row.Skipped} rows of the same member"), ref output);
            return;
        }

        char[][][] grids = new char[trees.Length][][];
        for (int i = 0; i < trees.Length; i++)
        {
            char[][] grid = new char[row.Lines][];
            for (int line = 0; line < grid.Length; line++)
            {
                grid[line] = new char[_columns + 1];
                grid[line].AsSpan().Fill(' ');
            }

            if (row.Start * 8 < trees[i].Root.End)
            {
                Place(trees[i].Root, row.Start * 8, 0, row.Lines, grid);
            }

            grids[i] = grid;
        }

        StringBuilder text = new();
        for (int line = 0; line < row.Lines; line++)
        {
            text.Clear();
            text.Append(line == 0 ? string.Create(CultureInfo.InvariantCulture, $"{row.Start,8} ") : Margin);
            for (int i = 0; i < grids.Length; i++)
            {
                text.Append(i == 0 ? "" : "  ").Append(grids[i][line]);
            }

            Line(text.ToString().TrimEnd(), ref output);
        }
    }

    private void Border(ulong start, char line, ref Utf8Writer output)
    {
        StringBuilder text = new(Margin);
        foreach (DiagramTree tree in trees)
        {
            bool within = start * 8 < tree.Root.End + _rowBits;
            text.Append(within ? new string(line, _columns + 1) : new string(' ', _columns + 1)).Append("  ");
        }

        Line(text.ToString().TrimEnd(), ref output);
    }

    private int ColumnOf(ulong bit, ulong rowStart) =>
        bit <= rowStart ? 0 : (int)(Math.Min(bit - rowStart, _rowBits) * (ulong)_columns / _rowBits);

    private void Place(DiagramNode node, ulong rowStart, int top, int lines, char[][] grid)
    {
        int from = ColumnOf(node.Start, rowStart);
        int to = ColumnOf(node.End, rowStart);
        if (node.Path.Length != 0 || !node.IsOpen)
        {
            Box(node, from, to, top, lines, grid, isFirst: node.Start >= rowStart);
        }

        if (!node.IsOpen)
        {
            return;
        }

        int used = node.HasCaption ? 1 : 0;
        foreach (List<DiagramNode> group in node.Groups)
        {
            ReadOnlySpan<DiagramNode> inRow = DiagramNode.At(group, rowStart, rowStart + _rowBits);
            int own = 0;
            foreach (DiagramNode child in inRow)
            {
                own = Math.Max(own, child.LinesIn(rowStart, rowStart + _rowBits));
            }

            own = node.Groups.Count == 1 ? lines - used : own;
            foreach (DiagramNode child in inRow)
            {
                if (used < lines)
                {
                    Place(child, rowStart, top + used, Math.Min(own, lines - used), grid);
                }
            }

            used += own;
        }
    }

    private static void Box(DiagramNode node, int from, int to, int top, int lines, char[][] grid, bool isFirst)
    {
        char fill = node.Part switch
        {
            DiagramPart.Hole => '░',
            DiagramPart.Padding => '▒',
            _ => ' ',
        };
        string label = node.Part is DiagramPart.Hole or DiagramPart.Padding or DiagramPart.Rest ? "" : DiagramText.Safe(node.Name, ascii: true);
        label = DiagramText.Fit(label, Math.Max(0, to - from - 1));
        for (int line = top; line < top + lines; line++)
        {
            Span<char> cells = grid[line].AsSpan(from, to - from + 1);
            cells[0] = isFirst || from > 0 ? '│' : '┆';
            cells[^1] = '│';
            if (cells.Length > 2)
            {
                cells[1..^1].Fill(fill);
            }

            if (line == top && isFirst && cells.Length > 2)
            {
                label.CopyTo(cells[1..]);
            }
        }
    }

    /// <summary>Lists the members with their places; for two versions, the differences.</summary>
    private void List(ref Utf8Writer output)
    {
        if (trees.Length == 1)
        {
            foreach (DiagramNode node in DiagramChanges.Members(trees[0].Root))
            {
                Line(node, "", ref output);
            }

            return;
        }

        foreach (DiagramNode node in DiagramChanges.Members(trees[0].Root))
        {
            if (node.Change == DiagramChange.Removed || (node.Change == DiagramChange.Regrouped && node.Before.Length != 0))
            {
                Line(node, "- ", ref output);
            }
        }

        foreach (DiagramNode node in DiagramChanges.Members(trees[1].Root))
        {
            if (node.Change != DiagramChange.None)
            {
                Line(node, node.Change == DiagramChange.Added ? "+ " : "~ ", ref output);
            }
        }
    }

    private static void Line(DiagramNode node, string mark, ref Utf8Writer output)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"{node.Start / 8,8}{(node.Start % 8 == 0 && node.Part != DiagramPart.Bitfield ? "  " : $":{node.Start % 8}")}");
        string name = DiagramText.Fit(node.Path, 100);
        string text = $"{mark}{place} {name.PadRight(NameWidth)} {node.Type}, {DiagramText.Place(node)}";
        string before = node.Before.Length == 0 ? "" : $"({node.Before})";
        bool fits = text.Length + 1 + before.Length <= Width;
        Line(fits && before.Length != 0 ? $"{text} {before}" : text, ref output);
        if (!fits && before.Length != 0)
        {
            Line(new string(' ', mark.Length + 11) + before, ref output);
        }
    }

    private static void Line(string text, ref Utf8Writer output)
    {
        output.Write(Encoding.UTF8.GetBytes(DiagramText.Safe(text)));
        output.Write('\n');
    }
}

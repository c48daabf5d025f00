namespace Btf.Cli;

/// <summary>Rows of text in fixed columns, written as they are found. On a terminal they have a heading, and long rows go on below their last column.</summary>
internal sealed class Listing
{
    private const int Gap = 2;
    private const int LeastLastColumn = 16;

    private readonly TextOutput _output;
    private readonly Column[] _columns;
    private readonly int _indent;
    private readonly int _width;
    private bool _hasRows;

    public Listing(TextOutput output, params Column[] columns)
    {
        _output = output;
        _columns = columns;
        _indent = columns[..^1].Sum(column => column.Width + Gap);
        _width = Terminal.IsOutput ? Math.Max(Terminal.Width - _indent, LeastLastColumn) : int.MaxValue;
    }

    /// <summary>Writes a row.</summary>
    public void Add(params ReadOnlySpan<string> cells)
    {
        if (!_hasRows && Terminal.IsOutput)
        {
            WriteHeading();
        }

        _hasRows = true;
        Write(cells);
        if (Terminal.IsOutput)
        {
            _output.Flush();
        }
    }

    private void WriteHeading()
    {
        if (Terminal.HasStyles)
        {
            _output.Write("\e[1m"u8);
        }

        Write([.. _columns.Select(column => column.Heading)]);
        if (Terminal.HasStyles)
        {
            _output.Write("\e[0m"u8);
        }
    }

    private void Write(ReadOnlySpan<string> cells)
    {
        int last = cells.Length - 1;
        for (int i = 0; i < last; i++)
        {
            string cell = SafeText.Of(cells[i]);
            _output.Write(_columns[i].IsNumber ? cell.PadLeft(_columns[i].Width) : cell.PadRight(_columns[i].Width));
            _output.Write("  "u8);
        }

        WriteLast(SafeText.Of(cells[last]));
    }

    /// <summary>Writes the last cell, broken between words where it is too long; a word is never broken.</summary>
    private void WriteLast(string text)
    {
        if (_columns[^1].IsNumber)
        {
            text = text.PadLeft(_columns[^1].Width);
        }

        while (text.Length > _width)
        {
            int end = text.LastIndexOf(' ', _width);
            if (end <= 0)
            {
                end = text.IndexOf(' ', StringComparison.Ordinal);
            }

            if (end <= 0)
            {
                break;
            }

            _output.WriteLine(text.AsSpan(0, end));
            _output.Write(new string(' ', _indent));
            text = text[(end + 1)..];
        }

        _output.WriteLine(text);
    }
}

namespace Btf.Cli;

/// <summary>Writes rows of text in fixed columns, each as soon as it is found. On a terminal, the rows have a heading, and a long last cell continues below its column.</summary>
internal sealed class Listing
{
    private const int Gap = 2;
    private const int LeastLastColumn = 16;
    private const int HangingIndent = 4;
    private const string Heading = "1";

    // A terminal gets the first rows one by one. Later rows go in groups, which takes a tenth of the time for thousands of rows.
    private const int FirstRows = 100;
    private const int FlushMilliseconds = 10;

    private readonly TextOutput _output;
    private readonly Column[] _columns;
    private readonly int _indent;
    private readonly int _width;
    private readonly int _screen;
    private readonly bool _isTerminal = Terminal.IsWatched;
    private readonly bool _hasStyles = Terminal.HasStyles;
    private int _rows;
    private long _flushed;

    public Listing(TextOutput output, params Column[] columns)
    {
        _output = output;
        _columns = columns;
        _indent = columns[..^1].Sum(column => column.Width + Gap);
        _screen = _isTerminal ? Terminal.Width : int.MaxValue;
        if (_hasStyles)
        {
            StyleReset.OnSignals();
        }

        _width = _isTerminal ? Math.Max(_screen - _indent, 1) : int.MaxValue;
    }

    /// <summary>Writes a row.</summary>
    public void Add(params ReadOnlySpan<string> cells)
    {
        if (_rows == 0 && _isTerminal)
        {
            WriteHeading();
        }

        for (int i = 0; i < cells.Length - 1; i++)
        {
            WriteCell(_columns[i], cells[i], _hasStyles ? _columns[i].Colour?.Invoke(cells[i]) : null);
        }

        WriteLast(SafeText.Of(cells[^1]));
        if (_isTerminal && (++_rows <= FirstRows || Environment.TickCount64 - _flushed >= FlushMilliseconds))
        {
            _output.Flush();
            _flushed = Environment.TickCount64;
        }
    }

    private void WriteHeading()
    {
        for (int i = 0; i < _columns.Length - 1; i++)
        {
            WriteCell(_columns[i], _columns[i].Heading, _hasStyles ? Heading : null);
        }

        string last = _columns[^1].IsNumber ? _columns[^1].Heading.PadLeft(_columns[^1].Width) : _columns[^1].Heading;
        if (last.Length > _width)
        {
            _output.Write("\n"u8);
            _output.WriteSpaces(HangingIndent);
        }

        WriteStyled(last, _hasStyles ? Heading : null);
        _output.Write("\n"u8);
    }

    private void WriteCell(in Column column, string text, string? style)
    {
        string cell = SafeText.Of(text);
        int padding = Math.Max(column.Width - cell.Length, 0);
        if (column.IsNumber)
        {
            _output.WriteSpaces(padding);
        }

        WriteStyled(cell, style);
        _output.WriteSpaces(column.IsNumber ? Gap : padding + Gap);
    }

    private void WriteStyled(string text, string? style)
    {
        if (style is null)
        {
            _output.Write(text);
            return;
        }

        _output.Write($"\e[{style}m{text}\e[0m");
    }

    /// <summary>Writes the last cell, and breaks it between words where it is too long. A word that is too long for the column gets a line of its own.</summary>
    private void WriteLast(string text)
    {
        if (_columns[^1].IsNumber)
        {
            text = text.PadLeft(_columns[^1].Width);
        }

        int width = _width;
        int indent = _indent;
        while (text.Length > width)
        {
            int end = text.LastIndexOf(' ', width);
            if (end > 0)
            {
                _output.WriteLine(text.AsSpan(0, end));
                text = text[(end + 1)..];
            }
            else if (indent > HangingIndent)
            {
                _output.Write("\n"u8);
            }
            else
            {
                break;
            }

            int space = text.IndexOf(' ', StringComparison.Ordinal);
            if ((space < 0 ? text.Length : space) > width)
            {
                // Below the first column there is more room.
                indent = HangingIndent;
                width = Math.Max(_screen - indent, LeastLastColumn);
            }

            _output.WriteSpaces(indent);
        }

        _output.WriteLine(text);
    }
}

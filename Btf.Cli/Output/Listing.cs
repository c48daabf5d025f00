using Spectre.Console;

namespace Btf.Cli;

/// <summary>Rows of text: a table where a person looks at them, plain lines as they come where a program reads them.</summary>
internal abstract class Listing
{
    /// <summary>The listing that suits the output; <see cref="End"/> it.</summary>
    public static Listing Create(TextOutput output, params Column[] columns) =>
        Terminal.IsOutput ? new TerminalListing(columns) : new PlainListing(output, columns);

    public abstract void Add(params ReadOnlySpan<string> cells);

    public abstract void End();

    private sealed class PlainListing(TextOutput output, Column[] columns) : Listing
    {
        public override void Add(params ReadOnlySpan<string> cells)
        {
            int last = cells.Length - 1;
            for (int i = 0; i <= last; i++)
            {
                output.Write(columns[i].IsNumber ? cells[i].PadLeft(columns[i].Width) : i == last ? cells[i] : cells[i].PadRight(columns[i].Width));
                output.Write(i == last ? "\n"u8 : "  "u8);
            }
        }

        public override void End()
        {
        }
    }

    private sealed class TerminalListing : Listing
    {
        private readonly Table _table = new Table().Border(TableBorder.Simple);

        public TerminalListing(Column[] columns)
        {
            foreach (Column column in columns)
            {
                TableColumn added = new TableColumn(new Markup($"[bold]{Markup.Escape(column.Heading)}[/]")).NoWrap();
                _table.AddColumn(column.IsNumber ? added.RightAligned() : added);
            }
        }

        public override void Add(params ReadOnlySpan<string> cells)
        {
            var row = new Text[cells.Length];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = new Text(cells[i]);
            }

            _table.AddRow(row);
        }

        public override void End() => AnsiConsole.Write(_table);
    }
}

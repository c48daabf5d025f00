using System.CommandLine;

namespace Btf.Cli;

/// <summary>Writes the help of a command, as wide as the terminal.</summary>
internal sealed class HelpText(TextOutput output)
{
    private const int PipedWidth = 100;
    private const int WidestTerm = 28;
    private const int Indent = 2;
    private readonly int _width = Terminal.IsWatched ? Terminal.Width : PipedWidth;

    /// <summary>Writes the help of a command, or the list of all commands.</summary>
    public void Write(Command command)
    {
        WriteWrapped(command.Description ?? "", 0);
        output.Write("\n"u8);
        WriteList("Usage:", [(SymbolText.Usage(command), "")]);
        WriteList("Arguments:", [.. command.Arguments.Where(argument => !argument.Hidden).Select(argument => (argument.Name, SymbolText.Describe(argument)))]);
        WriteList("Options:", [.. command.Options.Where(option => !option.Hidden).Select(option => (SymbolText.Name(option), SymbolText.Describe(option)))]);
        WriteList("Commands:", [.. command.Subcommands.Where(known => !known.Hidden).Select(known => (known.Name, known.Description ?? ""))]);
        if (command is ToolCommand tool)
        {
            WriteList("Examples:", [.. tool.Examples.Select(example => (example, ""))]);
        }
        else
        {
            WriteWrapped($"'btf help COMMAND' explains a command, 'btf help TOPIC' one of these topics: {string.Join(", ", HelpTopics.Names)}.", 0);
        }
    }

    /// <summary>Writes paragraphs of text, broken between words.</summary>
    public void WriteParagraphs(IEnumerable<string> paragraphs)
    {
        foreach (string paragraph in paragraphs)
        {
            if (!paragraph.StartsWith(' '))
            {
                WriteWrapped(paragraph, 0);
                continue;
            }

            // A term, and after several spaces what it means.
            string row = paragraph.Trim();
            int gap = row.IndexOf("   ", StringComparison.Ordinal);
            output.Write($"  {row[..gap]}");
            int column = Math.Min(WidestTerm, _width / 2) + Indent + 2;
            WriteMeaning(row[gap..].Trim(), Indent + gap, column);
        }
    }

    /// <summary>Writes terms and what they mean, in two columns.</summary>
    public void WriteList(string title, IReadOnlyList<(string Term, string Meaning)> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        output.WriteLine(title);
        int column = Math.Min(rows.Max(row => row.Term.Length), Math.Min(WidestTerm, _width / 2)) + Indent + 2;
        foreach ((string term, string meaning) in rows)
        {
            if (meaning.Length == 0)
            {
                output.WriteLine($"  {term}");
                continue;
            }

            output.Write($"  {term}");
            WriteMeaning(meaning, Indent + term.Length, column);
        }

        output.Write("\n"u8);
    }

    /// <summary>Writes what a term means in the second column, below the term where that is too long.</summary>
    private void WriteMeaning(string meaning, int used, int column)
    {
        if (used + 2 > column)
        {
            output.Write("\n"u8);
            used = 0;
        }

        output.Write(new string(' ', column - used));
        WriteWrapped(meaning, column);
    }

    private void WriteWrapped(string text, int indent)
    {
        int room = Math.Max(_width - indent, WidestTerm);
        while (text.Length > room)
        {
            int end = text.LastIndexOf(' ', room);
            if (end <= 0)
            {
                break;
            }

            output.WriteLine(text.AsSpan(0, end));
            output.Write(new string(' ', indent));
            text = text[(end + 1)..];
        }

        output.WriteLine(text);
    }
}

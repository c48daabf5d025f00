using System.CommandLine;

namespace Btf.Cli;

/// <summary>Writes the content of the help as a manual page, in the language of man(7).</summary>
internal sealed class ManualPage(TextOutput output)
{
    /// <summary>Writes the page, with all commands and topics.</summary>
    public void Write(RootCommand root)
    {
        output.WriteLine(".TH BTF 1 \"\" \"btf\" \"User Commands\"");
        Section("NAME");
        Text($"btf - {root.Description}");
        Section("SYNOPSIS");
        Text(SymbolText.Usage(root));
        Section("COMMANDS");
        foreach (Command command in root.Subcommands.Where(command => !command.Hidden))
        {
            Write(command);
        }

        foreach (string topic in HelpTopics.Names)
        {
            Section(topic.ToUpperInvariant());
            _ = HelpTopics.TryGet(topic, out string[] paragraphs);
            foreach (string paragraph in paragraphs)
            {
                bool isFixed = paragraph.StartsWith(' ');
                output.WriteLine(isFixed ? ".nf" : ".PP");
                Text(paragraph);
                if (isFixed)
                {
                    output.WriteLine(".fi");
                }
            }
        }
    }

    private void Write(Command command)
    {
        output.WriteLine($".SS {Escape(SymbolText.Usage(command))}");
        Text($"{command.Description}.");
        foreach (Argument argument in command.Arguments.Where(argument => !argument.Hidden))
        {
            Term(argument.Name, SymbolText.Describe(argument));
        }

        foreach (Option option in command.Options.Where(option => !option.Hidden))
        {
            Term(SymbolText.Name(option), SymbolText.Describe(option));
        }

        if (command is ToolCommand { Examples: [_, ..] examples })
        {
            output.WriteLine(".PP");
            output.WriteLine(".nf");
            foreach (string example in examples)
            {
                Text($"  {example}");
            }

            output.WriteLine(".fi");
        }
    }

    private void Section(string title) => output.WriteLine($".SH {title}");

    private void Term(string term, string meaning)
    {
        output.WriteLine(".TP");
        output.WriteLine($"\\fB{Escape(term)}\\fR");
        Text(meaning);
    }

    private void Text(string text) => output.WriteLine(Escape(text));

    /// <summary>Escapes backslashes, hyphens and characters at the start of a line that have a meaning in the language.</summary>
    private static string Escape(string text)
    {
        string escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped is ['.' or '\'', ..] ? $"\\&{escaped}" : escaped;
    }
}

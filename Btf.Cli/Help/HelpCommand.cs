using System.CommandLine;

namespace Btf.Cli;

/// <summary><c>btf help</c>: shows the help on a command or a topic.</summary>
internal sealed class HelpCommand : ToolCommand
{
    private readonly Argument<string[]> _topic = new("TOPIC") { Description = $"A command, or one of: {string.Join(", ", HelpTopics.Names)}", Arity = ArgumentArity.ZeroOrMore };

    public HelpCommand()
        : base("help", "Explains a command or a topic", "btf help find", "btf help paths")
    {
        _topic.CompletionSources.Add([.. HelpTopics.Names]);
        Add(_topic);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        RootCommand root = (RootCommand)arguments.RootCommandResult.Command;
        HelpText text = new(output);
        string[] words = arguments.GetValue(_topic) ?? [];
        string topic = string.Join(' ', words);
        if (words.Aggregate((Command?)root, (command, word) => command?.Subcommands.FirstOrDefault(known => known.Name == word)) is { } command)
        {
            text.Write(command);
        }
        else if (HelpTopics.TryGet(topic, out string[] paragraphs))
        {
            text.WriteParagraphs(paragraphs);
        }
        else
        {
            IEnumerable<string> known = root.Subcommands.Select(known => known.Name).Concat(HelpTopics.Names);
            throw new ToolException(ExitCode.WrongUsage, $"There is no command or topic '{topic}'. Topics are: {string.Join(", ", HelpTopics.Names)}.{NearNames.Hint(topic, known)}");
        }

        return ExitCode.Done;
    }
}

using System.CommandLine;

namespace Btf.Cli;

/// <summary>The words that start a command.</summary>
internal static class CommandPath
{
    /// <summary>The word that starts the tool.</summary>
    public const string ToolName = "btf";

    /// <summary>Returns the command that the first words name, past options; the tool itself where they name none.</summary>
    public static Command Find(Command root, IEnumerable<string> words)
    {
        Command command = root;
        foreach (string word in words.SkipWhile(word => word.StartsWith('-')))
        {
            if (command.Subcommands.FirstOrDefault(known => known.Name == word) is not { } next)
            {
                break;
            }

            command = next;
        }

        return command;
    }

    /// <summary>Returns the words as a user types them: <c>btf gen csharp</c>; <c>btf</c> for the tool itself.</summary>
    public static string Of(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Of(parent)} {command.Name}" : ToolName;
}

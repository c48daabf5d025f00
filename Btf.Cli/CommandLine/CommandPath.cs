using System.CommandLine;

namespace Btf.Cli;

/// <summary>The words that start a command.</summary>
internal static class CommandPath
{
    /// <summary>Returns the words as a user types them: <c>btf gen csharp</c>; <c>btf</c> for the tool itself.</summary>
    public static string Of(Command command) => command is RootCommand
        ? "btf"
        : $"{(command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? Of(parent) : "btf")} {command.Name}";
}

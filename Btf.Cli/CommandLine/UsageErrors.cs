using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Btf.Cli;

/// <summary>Says in one sentence what is wrong with a command line, and what would be right.</summary>
internal static partial class UsageErrors
{
    private const string EndOfOptions = "--";
    private const string MissingCommand = "Required command was not provided.";

    /// <summary>Returns what is wrong; null for a correct command line.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="arguments">The command line. Arguments after <c>--</c> are not options, even if they look like options.</param>
    public static string? Of(ParseResult parsed, string[] arguments)
    {
        Command command = parsed.CommandResult.Command;
        string? wrong = UnknownCommand(parsed) ?? UnknownOption(parsed, arguments) ?? EmptyArgument(parsed.CommandResult) ?? OptionAsValue(parsed.CommandResult)
            ?? (parsed.Errors.Count > 0 ? Reword(parsed.Errors[0]) : null);
        return wrong is null ? null : $"{wrong} See '{CommandPath.Of(command)} --help'.";
    }

    /// <summary>Returns what is wrong with a command line that the parser could not parse.</summary>
    /// <param name="message">The parser's message.</param>
    /// <param name="root">The tool.</param>
    /// <param name="arguments">The command line.</param>
    public static string Of(string message, Command root, string[] arguments) => $"{Reword(message) ?? message.ReplaceLineEndings(" ")} See '{CommandPath.Of(CommandPath.Find(root, arguments))} --help'.";

    /// <summary>Returns the error for a word that is not one of the known words.</summary>
    /// <param name="name">The option or argument.</param>
    /// <param name="typed">The word.</param>
    /// <param name="known">The known words.</param>
    public static string NoneOf(string name, string typed, IReadOnlyCollection<string> known) =>
        $"{name} cannot be '{typed}'. It must be one of: {string.Join(", ", known)}.{NearNames.Hint(typed, known)}";

    private static string? UnknownCommand(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (command.Subcommands.Count == 0 || parsed.UnmatchedTokens is not [string typed, ..])
        {
            return null;
        }

        string path = command is RootCommand ? typed : $"{command.Name} {typed}";
        return typed.StartsWith('-')
            ? $"There is no option '{typed}'.{NearNames.Hint(typed, OptionNames(command))}"
            : $"There is no command '{path}'.{NearNames.Hint(typed, command.Subcommands.Select(known => known.Name))}";
    }

    /// <summary>Finds an argument that looks like an option. A file with such a name can be given as <c>./-name</c>, or after <c>--</c>.</summary>
    private static string? UnknownOption(ParseResult parsed, string[] arguments)
    {
        int end = Array.IndexOf(arguments, EndOfOptions);
        int literal = end < 0 ? 0 : arguments.Length - end - 1;
        IEnumerable<string> values = parsed.CommandResult.Tokens.Select(token => token.Value).Concat(parsed.UnmatchedTokens);
        foreach (string value in values.SkipLast(literal))
        {
            if (value is ['-', _, ..])
            {
                return $"There is no option '{value}'.{NearNames.Hint(value.Split('=')[0], OptionNames(parsed.CommandResult.Command))}";
            }
        }

        return parsed.UnmatchedTokens is [string first, ..] ? $"There is one argument too many: '{first}'." : null;
    }

    private static string? EmptyArgument(CommandResult result)
    {
        foreach (SymbolResult symbol in result.Children.Append(result))
        {
            if (symbol.Tokens.Any(token => token.Value.Length == 0))
            {
                string name = symbol is OptionResult option ? option.Option.Name : symbol is ArgumentResult argument ? argument.Argument.Name : "An argument";
                return $"{name} must not be empty.";
            }
        }

        return null;
    }

    /// <summary>Finds an option whose value looks like an option: the parser takes <c>--jsno</c> in <c>-o --jsno</c> as the name of a file.</summary>
    private static string? OptionAsValue(CommandResult result)
    {
        foreach (OptionResult option in result.Children.OfType<OptionResult>())
        {
            foreach (Token token in option.Tokens)
            {
                if (token.Value.StartsWith("--", StringComparison.Ordinal))
                {
                    return $"{option.Option.Name} needs a value, and '{token.Value}' looks like an option.{NearNames.Hint(token.Value, OptionNames(result.Command))}";
                }
            }
        }

        return null;
    }

    private static string Reword(ParseError error)
    {
        string name = error.SymbolResult is OptionResult option ? option.Option.Name : error.SymbolResult is ArgumentResult argument ? argument.Argument.Name : "the argument";
        if (NotAmong().Match(error.Message) is { Success: true } choice)
        {
            string[] known = [.. Quoted().Matches(choice.Groups["known"].Value).Select(match => match.Groups["value"].Value)];
            string typed = choice.Groups["typed"].Value;
            return NoneOf(ParentName(error, name), typed, known);
        }

        return Reword(error.Message) ?? error.Message.ReplaceLineEndings(" ");
    }

    private static string? Reword(string message) => NotParsed().Match(message) is { Success: true } number
        ? $"{number.Groups["name"].Value} cannot be '{number.Groups["typed"].Value}'. It must be {Meaning(number.Groups["type"].Value)}."
        : Missing().Match(message) is { Success: true } missing ? $"{missing.Groups["name"].Value} needs a value."
        : MissingArgument().Match(message) is { Success: true } argument ? $"{argument.Groups["name"].Value} is missing."
        : message == MissingCommand ? "COMMAND is missing."
        : null;

    // An option's value is an argument of the option.
    private static string ParentName(ParseError error, string name) => error.SymbolResult?.Parent is OptionResult parent ? parent.Option.Name : name;

    private static string Meaning(string type) => type switch
    {
        "UInt32" => "a number from 0 to 4294967295",
        "Int32" => "a whole number of at most 2147483647",
        "UInt64" or "Int64" => "a whole number of at most 64 bits",
        "Boolean" => "true or false",
        _ => $"of the sort {type}",
    };

    private static IEnumerable<string> OptionNames(Command command) =>
        command.Options.Where(option => !option.Hidden).Select(option => option.Name)
            .Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive).Select(option => option.Name)));

    [GeneratedRegex(@"^Argument '(?<typed>.*)' not recognized\. Must be one of:(?<known>.*)$", RegexOptions.Singleline)]
    private static partial Regex NotAmong();

    [GeneratedRegex("'(?<value>[^']*)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^Cannot parse argument '(?<typed>.*)' for \w+ '(?<name>.*)' as expected type '[^']*?(?<type>\w+)\]?'", RegexOptions.Singleline)]
    private static partial Regex NotParsed();

    [GeneratedRegex(@"^Required argument '(?<name>.*)' missing for command: '.*'\.$")]
    private static partial Regex MissingArgument();

    [GeneratedRegex(@"^Required argument missing for option: '(?<name>.*)'\.$")]
    private static partial Regex Missing();
}

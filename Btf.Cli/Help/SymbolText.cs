using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;

namespace Btf.Cli;

/// <summary>Writes arguments and options for the help, the manual page and the scripts for completion.</summary>
internal static class SymbolText
{
    private const int MostChoices = 8;

    /// <summary>Returns the line that shows how a command is used.</summary>
    public static string Usage(Command command)
    {
        if (command is RootCommand)
        {
            return "btf COMMAND [ARGUMENT]… [OPTION]…";
        }

        IEnumerable<string> required = command.Options.Where(option => option.Required && !option.Hidden).Select(option => $" {Aliases(option)[^1]} {ValueOf(option)}");
        return $"{CommandPath.Of(command)}{string.Concat(command.Arguments.Where(argument => !argument.Hidden).Select(argument => $" {Usage(argument)}"))}{string.Concat(required)} [OPTION]…";
    }

    /// <summary>Returns an option's names and the name of its value: <c>-o, --output FILE</c>.</summary>
    public static string Name(Option option) => string.Join(", ", Aliases(option)) + (TakesValue(option) ? $" {ValueOf(option)}" : "");

    /// <summary>Returns the description of an argument.</summary>
    public static string Describe(Argument argument) => argument.Description ?? "";

    /// <summary>Returns the description of an option, and its default.</summary>
    public static string Describe(Option option)
    {
        string text = option.Description ?? "";
        if (Choices(option) is { Count: > 0 } choices && !ShowsChoices(choices))
        {
            text += $": {string.Join(", ", choices)}";
        }

        return TakesValue(option) && option.HasDefaultValue && option.GetDefaultValue() is { } value && value is not Array
            ? string.Create(CultureInfo.InvariantCulture, $"{text} [default: {value}]")
            : text;
    }

    /// <summary>Returns the values that an option can have; empty if it takes any value.</summary>
    public static IReadOnlyList<string> Choices(Option option) =>
        option.CompletionSources.Count == 0 || !TakesValue(option) ? [] : [.. option.GetCompletions(CompletionContext.Empty).Select(item => item.Label)];

    public static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);

    /// <summary>Returns an option's names, the short ones first.</summary>
    public static string[] Aliases(Option option) => [.. option.Aliases.Append(option.Name).Distinct().Where(name => name.StartsWith('-')).OrderBy(name => name.Length)];

    private static string Usage(Argument argument)
    {
        string name = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}…" : argument.Name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static string ValueOf(Option option) => Choices(option) is { Count: > 0 } choices && ShowsChoices(choices) ? string.Join('|', choices) : option.HelpName ?? "VALUE";

    private static bool ShowsChoices(IReadOnlyList<string> choices) => choices.Count <= MostChoices && choices.Sum(choice => choice.Length) <= 3 * MostChoices;
}

namespace Btf.Cli;

/// <summary>Joins the two words of a type's name, as in <c>btf draw struct sk_buff</c>, for commands that take one type.</summary>
internal static class TypeWords
{
    private static readonly string[] _commands = ["draw", "path", "print", "history"];
    private static readonly string[] _keywords = ["struct", "union", "enum", "typedef"];

    /// <summary>Returns the arguments, with a keyword and the word after it as one if they follow such a command.</summary>
    public static string[] Join(string[] arguments) =>
        arguments is [var command, var keyword, [not '-', ..] name, .. var rest] && _commands.Contains(command) && _keywords.Contains(keyword)
            ? [command, $"{keyword} {name}", .. rest]
            : arguments;
}

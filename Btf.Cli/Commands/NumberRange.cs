using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Btf.Cli;

/// <summary>Numbers from one to another: <c>3</c>, <c>2..4</c>, <c>64..</c> or <c>..8</c>; also hexadecimal.</summary>
internal readonly record struct NumberRange(ulong First, ulong Last)
{
    private const string Between = "..";

    public bool Contains(ulong number) => number >= First && number <= Last;

    /// <summary>Makes an option that takes a range.</summary>
    public static Option<NumberRange?> Option(string name, string description) =>
        new(name) { Description = description, HelpName = "N[..M]", CustomParser = result => Parse(result, name) };

    /// <summary>Reads a whole number, decimal or hexadecimal.</summary>
    public static bool TryParseNumber(string text, out ulong number) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static NumberRange? Parse(ArgumentResult result, string name)
    {
        string text = result.Tokens[^1].Value;
        int dots = text.IndexOf(Between, StringComparison.Ordinal);
        string first = dots < 0 ? text : text[..dots];
        string last = dots < 0 ? text : text[(dots + Between.Length)..];
        ulong low = 0;
        ulong high = ulong.MaxValue;
        bool isRead = first.Length + last.Length > 0 && (first.Length == 0 || TryParseNumber(first, out low)) && (last.Length == 0 || TryParseNumber(last, out high));
        if (!isRead || low > high)
        {
            result.AddError($"{name} cannot be '{text}'. It must be a number, such as 8 or 0x40, or a range, such as 2..4, 64.. or ..8.");
            return null;
        }

        return new NumberRange(low, high);
    }
}

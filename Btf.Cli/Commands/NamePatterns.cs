using System.Text;
using System.Text.RegularExpressions;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Makes patterns of names from what a user writes.</summary>
internal static class NamePatterns
{
    private const string GlobCharacters = "*?[";

    // The classes that shells know and names can have characters of.
    private static readonly (string Text, string Characters)[] _classes =
    [
        ("[:alpha:]", "a-zA-Z"), ("[:digit:]", "0-9"), ("[:alnum:]", "a-zA-Z0-9"), ("[:lower:]", "a-z"), ("[:upper:]", "A-Z"), ("[:xdigit:]", "0-9a-fA-F"),
        ("[:space:]", "\\s"), ("[:punct:]", "!-/:-@\\[-`{-~"),
    ];

    private static readonly TimeSpan _time = TimeSpan.FromSeconds(1);

    /// <summary>Returns the pattern for a name or a glob: <c>tcp_*</c>, <c>t?p_[a-z]*</c>.</summary>
    public static BtfNamePattern Of(string text, bool ignoreCase = false)
    {
        ThrowIfBytes(text);
        bool isGlob = text.AsSpan().ContainsAny(GlobCharacters);
        if (!ignoreCase && !text.Contains('['))
        {
            return isGlob ? BtfNamePattern.Glob(text) : BtfNamePattern.Exact(text);
        }

        try
        {
            return BtfNamePattern.Regex(Expression($"^{(isGlob ? OfGlob(text) : Regex.Escape(text))}$", ignoreCase));
        }
        catch (RegexParseException e) when (e.Error == RegexParseError.ReversedCharacterRange)
        {
            throw new ToolException(ExitCode.WrongUsage, $"The pattern '{text}' has a range that ends before it begins: [a-z] is right, [z-a] is not.");
        }
    }

    /// <summary>Returns the pattern for a regular expression.</summary>
    public static BtfNamePattern OfRegex(string text, bool ignoreCase)
    {
        ThrowIfBytes(text);
        try
        {
            return BtfNamePattern.Regex(Expression(text, ignoreCase));
        }
        catch (ArgumentException e)
        {
            throw new ToolException(ExitCode.WrongUsage, e.Message);
        }
    }

    /// <summary>Returns the pattern for names that have these letters in this order, with any letters between them: <c>tsks</c> for <c>task_struct</c>.</summary>
    public static BtfNamePattern OfLetters(string text)
    {
        ThrowIfBytes(text);
        return BtfNamePattern.Regex(Expression(string.Join(".*", text.EnumerateRunes().Select(letter => Regex.Escape(letter.ToString()))), ignoreCase: true));
    }

    /// <summary>Refuses bytes that are not UTF-8: patterns are text.</summary>
    public static void ThrowIfBytes(string text)
    {
        if (SafeText.HasBytes(text))
        {
            throw new ToolException(ExitCode.WrongUsage, $"The pattern '{text}' is not UTF-8. Write * in place of such bytes.");
        }
    }

    /// <summary>Makes the expression with the engine that takes linear time, if that engine supports all of the expression.</summary>
    private static Regex Expression(string text, bool ignoreCase)
    {
        RegexOptions options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            return new Regex(text, options | RegexOptions.NonBacktracking, _time);
        }
        catch (NotSupportedException)
        {
            return new Regex(text, options, _time);
        }
    }

    private static string OfGlob(string glob)
    {
        StringBuilder regex = new();
        for (int i = 0; i < glob.Length; i++)
        {
            // As in a shell, a closing bracket at the start of a set belongs to the set.
            int end = glob[i] == '[' && i + 2 < glob.Length ? EndOfSet(glob, i + (glob[i + 1] is '!' or '^' ? 2 : 1)) : -1;
            if (end > 0)
            {
                bool isNegated = glob[i + 1] is '!' or '^';
                regex.Append(isNegated ? "[^" : "[");
                AppendSet(regex, glob[(i + (isNegated ? 2 : 1))..end]);
                regex.Append(']');
                i = end;
            }
            else
            {
                regex.Append(glob[i] switch { '*' => ".*", '?' => ".", var other => Regex.Escape(other.ToString()) });
            }
        }

        return regex.ToString();
    }

    /// <summary>Returns the place of the bracket that closes a set; -1 if none does. Brackets of classes such as <c>[:alpha:]</c> do not.</summary>
    private static int EndOfSet(string glob, int start)
    {
        for (int i = start; i < glob.Length; i++)
        {
            if (ClassAt(glob, i) is { } known)
            {
                i += known.Text.Length - 1;
            }
            else if (glob[i] == ']' && i > start)
            {
                return i;
            }
        }

        return -1;
    }

    private static void AppendSet(StringBuilder regex, string set)
    {
        for (int i = 0; i < set.Length; i++)
        {
            if (ClassAt(set, i) is { } known)
            {
                regex.Append(known.Characters);
                i += known.Text.Length - 1;
            }
            else
            {
                regex.Append(set[i] is '\\' or '[' or ']' or '^' ? "\\" : "").Append(set[i]);
            }
        }
    }

    private static (string Text, string Characters)? ClassAt(string text, int start)
    {
        foreach ((string Text, string Characters) known in _classes)
        {
            if (string.CompareOrdinal(text, start, known.Text, 0, known.Text.Length) == 0)
            {
                return known;
            }
        }

        return null;
    }
}

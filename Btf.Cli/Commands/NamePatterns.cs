using System.Text;
using System.Text.RegularExpressions;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Makes patterns of names from what a user writes.</summary>
internal static class NamePatterns
{
    private const string GlobCharacters = "*?[";
    private static readonly TimeSpan _time = TimeSpan.FromSeconds(1);

    /// <summary>Returns the pattern for a name or a glob: <c>tcp_*</c>, <c>t?p_[a-z]*</c>.</summary>
    public static BtfNamePattern Of(string text, bool ignoreCase = false)
    {
        ThrowIfBytes(text);
        bool isGlob = text.AsSpan().ContainsAny(GlobCharacters);
        return ignoreCase || text.Contains('[') ? BtfNamePattern.Regex(Expression($"^{(isGlob ? OfGlob(text) : Regex.Escape(text))}$", ignoreCase))
            : isGlob ? BtfNamePattern.Glob(text)
            : BtfNamePattern.Exact(text);
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
            int end = glob[i] == '[' && i + 2 < glob.Length ? glob.IndexOf(']', i + (glob[i + 1] is '!' or '^' ? 3 : 2)) : -1;
            if (end > 0)
            {
                bool isNegated = glob[i + 1] is '!' or '^';
                string set = glob[(i + (isNegated ? 2 : 1))..end].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
                regex.Append(isNegated ? "[^" : "[").Append(set.StartsWith('^') ? "\\" : "").Append(set).Append(']');
                i = end;
            }
            else
            {
                regex.Append(glob[i] switch { '*' => ".*", '?' => ".", var other => Regex.Escape(other.ToString()) });
            }
        }

        return regex.ToString();
    }
}

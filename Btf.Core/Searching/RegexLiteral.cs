using System.Text;
using System.Text.RegularExpressions;

namespace Btf.Core;

/// <summary>Finds a text that every match of a regular expression contains. It rules out most names without running the expression.</summary>
/// <remarks>
/// It uses only characters that match themselves and are outside of every group. Alternatives, inline options, and options that change the meaning of
/// characters give no text. That costs speed, but never changes a result.
/// </remarks>
internal static class RegexLiteral
{
    private const int MinimumLength = 2;
    private const RegexOptions Unreadable = RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.RightToLeft;

    /// <summary>Returns the longest such text in UTF-8; empty if there is none of at least two characters.</summary>
    public static byte[] Find(Regex regex)
    {
        string pattern = regex.ToString();
        if ((regex.Options & Unreadable) != 0 || pattern.Contains('|') || pattern.Contains("(?", StringComparison.Ordinal))
        {
            return [];
        }

        string best = "";
        var run = new StringBuilder();
        int depth = 0;
        for (int at = 0; at < pattern.Length; at++)
        {
            char c = pattern[at];
            if (IsPlain(c))
            {
                // A character that may be missing is not part of every match.
                bool optional = at + 1 < pattern.Length && pattern[at + 1] is '*' or '?' or '{';
                if (depth == 0 && !optional)
                {
                    run.Append(c);
                    best = run.Length > best.Length ? run.ToString() : best;
                    continue;
                }
            }
            else if (c is '(' or ')')
            {
                depth += c == '(' ? 1 : -1;
            }
            else if (c is '[' or '{' or '\\' && !TrySkip(pattern, ref at))
            {
                return [];
            }

            run.Clear();
        }

        return best.Length < MinimumLength ? [] : Encoding.UTF8.GetBytes(best);
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ' ' or '/' or ':' or '<' or '>' or ',' or '=';

    /// <summary>Skips to the last character of a class, a repetition or an escape; returns false for an unknown one.</summary>
    private static bool TrySkip(string pattern, ref int at)
    {
        if (pattern[at] == '\\')
        {
            at++;
            return at < pattern.Length && (!char.IsLetterOrDigit(pattern[at]) || "dDwWsSbBAzZG".Contains(pattern[at], StringComparison.Ordinal));
        }

        bool isClass = pattern[at] == '[';
        int end = pattern.IndexOf(isClass ? ']' : '}', at + 1);
        ReadOnlySpan<char> inside = end < 0 ? default : pattern.AsSpan(at + 1, end - at - 1);
        at = end;

        // A class is not parsed if it starts with a bracket, contains one, or has an escape.
        return end >= 0 && (!isClass || (inside.TrimStart('^').Length > 0 && !inside.ContainsAny('[', '\\')));
    }
}

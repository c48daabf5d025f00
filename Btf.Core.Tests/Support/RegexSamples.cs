using System.Text.RegularExpressions;

namespace Btf.Core.Tests;

/// <summary>Regular expressions of every sort, hand-written and random.</summary>
public static class RegexSamples
{
    private const int Drawn = 150;
    private const int CompiledStride = 10;
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(10);

    private static readonly string[] _written =
    [
        "int", "^int$", "sk_buff", "^sk_", "_ops$", "^.*_ops$", "ops", "^tcp_.*_ops$", "t$", "^u(8|16|32|64)$", "^[us](8|16|32|64)$", "struct|union",
        "^__", "__$", "^_+", "_{2}", "_{2,}", "a{0,2}b", "ab{0}c", "in{1}t", "i{0,1}nt", "in?t", "in??t", "in*t", "in*?t", "in+t", "in+?t", "(in)?t",
        "(in)+t", "(in)*t", "(in){0}t", "(?:in)t", "(?<word>in)t", @"(\w)\1", @"(.)(.)\2\1", @"^(\w+)_\1", "(?=int)i", "(?!int)i", "(?<=i)nt", "(?<!i)nt",
        "(?>i+)nt", "(?i)INT", "(?i:I)nt", "i(?i)NT", "(?#comment)int", "(?x) i n t ", "(?s)i.t", "(?m)^int$", @"\bint\b", @"\Bint", @"\Aint", @"int\z",
        @"int\Z", @"\d", @"\d+$", @"^\D+$", @"\w+_t$", @"\W", @"\s", @"^\S+$", @"\.", @"^\.", @"\_", @"\-", @"\x69nt", @"\u0069nt", @"\151nt", @"\cA",
        @"\t", @"\n", @"\e", @"\p{Lu}", @"\P{L}", @"\p{IsGreek}", "[a-c]", "[^a-z_0-9]", "[]x]", "[^]x]", "[[]", @"[\]]", @"[\w-]t", "[a-z-[aeiou]]{4}",
        "[|]", "[(]", "[)*?]", "a|b|cd", "|", "", "^$", "$^", ".", "^.$", "^..$", "^.{3,5}$", "^.{40,}$", "é", "ö.e", "größe", "名", "^名前$", "🐍", "\uFFFD",
        "^[^\\x00-\\x7F]+$", "x{2", "x{,2}", "x{a}", "a b", "a-b", "/path:1", "<t>", "a,b=c", "a#b", "a&b", "a'b", "A", "A_B", "red", "RED", "^pair$",
        "first|low", "counter", "colo[u]?r", "LEAST|MOST", "list_(head|node)", "^(get|put)_", "(?:^|_)lock(?:_|$)", "spin.*lock", "raw_spin_?lock",
        "e(?=r)", "(a(b(c)))", "((((int))))", "(int)|(char)", "(?(i)int|x)", @"(?<a>i)(?<-a>n)", "i{1,1}n{1}t{1,}", "long.*long", "unsigned +int",
        "long unsigned int", "^_?_?u?int(8|16|32|64)?_t$",
    ];

    private static readonly string[] _pieces =
    [
        "a", "e", "s", "sk", "int", "_ops", "_", "list", "head", "tcp", ".", "[a-z]", "[^_]", @"\w", @"\d", @"\.", @"[st_]", "(a|e)", "(?:in|un)", "(_)", "$", "^", @"\b",
        "(?=s)", "(?!t)", "(?<=_)",
    ];

    private static readonly string[] _quantifiers = ["", "", "", "", "", "?", "*", "+", "{0,2}", "{2}", "??", "*?", "+?", "{1,}?"];

    private static readonly RegexOptions[] _options =
    [
        RegexOptions.None, RegexOptions.None, RegexOptions.IgnoreCase, RegexOptions.NonBacktracking, RegexOptions.Singleline, RegexOptions.Multiline,
        RegexOptions.RightToLeft, RegexOptions.CultureInvariant, RegexOptions.ExplicitCapture, RegexOptions.IgnorePatternWhitespace,
        RegexOptions.ECMAScript, RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
    ];

    /// <summary>The hand-written ones without options and with one option each, and the random ones.</summary>
    public static IReadOnlyList<Regex> All { get; } = [.. Written(), .. Draw()];

    private static IEnumerable<Regex> Written()
    {
        for (int i = 0; i < _written.Length; i++)
        {
            foreach (RegexOptions options in new[] { i % CompiledStride == 0 ? RegexOptions.Compiled : RegexOptions.None, _options[i % _options.Length] })
            {
                if (TryMake(_written[i], options) is { } regex)
                {
                    yield return regex;
                }
            }
        }
    }

    private static IEnumerable<Regex> Draw()
    {
        Random random = new(20260501);
        for (int made = 0; made < Drawn;)
        {
            IEnumerable<string> parts = Enumerable.Range(0, random.Next(1, 6))
                .Select(_ => _pieces[random.Next(_pieces.Length)] + _quantifiers[random.Next(_quantifiers.Length)]);
            if (TryMake(string.Concat(parts), _options[random.Next(_options.Length)]) is { } regex)
            {
                made++;
                yield return regex;
            }
        }
    }

    private static Regex? TryMake(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options, _timeout);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}

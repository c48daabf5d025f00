using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class NameAutomatonTests
{
    [TestCase("^[a-z]+_[a-z]+_(ops?|fn)$")]
    [TestCase("^(tcp|udp)_")]
    [TestCase("[0-9]{3}")]
    [TestCase(@"\w+\.\d")]
    [TestCase(@"\A(?:a|b*c{2,}?)+\z")]
    [TestCase(@"^[^_\-\]a-f]*$")]
    [TestCase("(^|_)x($|_)")]
    [TestCase("a{0}b{0,2}")]
    [TestCase("")]
    [TestCase("]}")]
    public void It_takes_simple_expressions(string pattern) => Assert.That(Make(new Regex(pattern)), Is.Not.Null);

    [TestCase("(?i)a")]
    [TestCase("(?<n>a)")]
    [TestCase("(?=a)b")]
    [TestCase(@"(a)\1")]
    [TestCase(@"\ba")]
    [TestCase(@"\Ga")]
    [TestCase(@"\p{L}")]
    [TestCase(@"\x61")]
    [TestCase("[a-z-[aeiou]]")]
    [TestCase("[]a]")]
    [TestCase("[é]")]
    [TestCase(@"[\b]")]
    [TestCase(@"[\d-x]")]
    [TestCase("a{x")]
    [TestCase("a{1000}")]
    [TestCase("(a?()*?0+0|b){2,4}.+")]
    [TestCase("(0*?(?: +|)+){2,2}")]
    [TestCase("^*a")]
    [TestCase("(((a{9}){9}){9}){9}")]
    [TestCase("(((){500}){500}){500}")]
    [TestCase("a.{20}b.{20}a")]
    public void It_leaves_others_to_the_expression(string pattern) => Assert.That(Make(new Regex(pattern)), Is.Null);

    [TestCase(RegexOptions.IgnoreCase)]
    [TestCase(RegexOptions.IgnorePatternWhitespace)]
    [TestCase(RegexOptions.RightToLeft)]
    public void It_takes_no_option_that_changes_the_meaning(RegexOptions options) => Assert.That(Make(new Regex("a", options)), Is.Null);

    [Test]
    public void Deep_and_long_expressions_take_little()
    {
        Assert.That(Make(new Regex(new string('(', 100) + new string(')', 100))), Is.Null);
        Assert.That(Make(new Regex(string.Concat(Enumerable.Repeat("(a|b?)*", 70)))), Is.Null.Or.Not.Null);
        Assert.That(Make(new Regex(new string('a', 100_000))), Is.Null);
    }

    [Test]
    public void A_name_with_other_characters_is_for_the_expression([Values("é", "\n", "\t", "\u007f")] string other)
    {
        NameAutomaton automaton = Make(new Regex("^.b?c$"))!;

        Assert.That(automaton.TryMatch(Encoding.UTF8.GetBytes($"{other}bc"), out _), Is.False);
        Assert.That(automaton.TryMatch("abc"u8, out bool isMatch) && isMatch, Is.True);
        Assert.That(automaton.TryMatch(default, out _), Is.False);
    }

    [Test]
    public void Random_expressions_match_the_names_that_they_match_without_it()
    {
        int count = 0;
        for (int seed = 0; seed < LongRun.Rounds(2_000, 200_000); seed++)
        {
            Random random = new(seed);
            string pattern = Alternatives(random, 3);

            // The engines that backtrack take years for some of them.
            Regex regex = new(pattern, RegexOptions.NonBacktracking);
            if (Make(regex) is not { } automaton)
            {
                continue;
            }

            count++;
            for (int i = 0; i < 20; i++)
            {
                string name = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => "ab_0 -"[random.Next(6)]));
                Assert.That(automaton.TryMatch(Encoding.UTF8.GetBytes(name), out bool isMatch), Is.True);
                if (isMatch != regex.IsMatch(name))
                {
                    Assert.Fail($"seed {seed}: '{pattern}' and '{name}': {isMatch}");
                }
            }
        }

        Assert.That(count, Is.GreaterThan(1_000));
    }

    private static NameAutomaton? Make(Regex regex) => NameExpression.Read(regex) is { } steps ? NameAutomaton.Create(steps) : null;

    private static string Alternatives(Random random, int depth) =>
        string.Join('|', Enumerable.Range(0, random.Next(4) == 0 ? 2 : 1).Select(_ => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Part(random, depth)))));

    private static string Part(Random random, int depth)
    {
        string part = random.Next(depth == 0 ? 12 : 15) switch
        {
            0 => "^",
            1 => "$",
            2 => ".",
            3 => @"\d",
            4 => @"\W",
            5 => "[a-b]",
            6 => "[^b_]",
            7 => @"[\s\-0-9]",
            < 12 => "ab_0 "[random.Next(5)].ToString(),
            12 => $"(?:{Alternatives(random, depth - 1)})",
            _ => $"({Alternatives(random, depth - 1)})",
        };
        int least = random.Next(3);
        string count = random.Next(9) switch
        {
            0 => "*",
            1 => "+",
            2 => "?",
            3 => string.Create(CultureInfo.InvariantCulture, $"{{{least},{least + random.Next(3)}}}"),
            4 => string.Create(CultureInfo.InvariantCulture, $"{{{least},}}"),
            5 => "*?",
            _ => "",
        };
        return part + count;
    }
}

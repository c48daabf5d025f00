using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class RegexLiteralTests
{
    [TestCase("sk_buff", "sk_buff")]
    [TestCase("^sk_buff$", "sk_buff")]
    [TestCase("^tcp_.*_congestion$", "_congestion")]
    [TestCase(@"\Atcp_\w+\z", "tcp_")]
    [TestCase(@"^tcp\.ops$", "tcp")]
    [TestCase("abc+", "abc")]
    [TestCase("abc+?d", "abc")]
    [TestCase("abc?", "ab")]
    [TestCase("abc??", "ab")]
    [TestCase("abc*de", "ab")]
    [TestCase("abc{2}de", "ab")]
    [TestCase("abc{0,1}def", "def")]
    [TestCase("ab[xyz]cde", "cde")]
    [TestCase("ab[^xyz]+c", "ab")]
    [TestCase("(abcd)ef", "ef")]
    [TestCase("(abcd)?ef", "ef")]
    [TestCase("((ab)c(d))ef", "ef")]
    [TestCase(@"\(abc", "abc")]
    [TestCase("a-b c/d:e<f>g,h=i", "a-b c/d:e<f>g,h=i")]
    [TestCase("größe", "gr")]
    public void It_finds_the_longest_text_of_every_match(string pattern, string expected) =>
        Assert.That(Encoding.UTF8.GetString(RegexLiteral.Find(new Regex(pattern))), Is.EqualTo(expected));

    [TestCase("a")]
    [TestCase("")]
    [TestCase(".*")]
    [TestCase("[a-z]+")]
    [TestCase("(sk_buff)")]
    [TestCase("(sk_buff)?")]
    [TestCase(@"a\|bcd")]
    [TestCase("sk_buff|sock")]
    [TestCase("sk_(buff|bar)")]
    [TestCase("(?:sk_buff)")]
    [TestCase("(?i)sk_buff")]
    [TestCase("sk(?i)_buff")]
    [TestCase("(?i:sk)_buff")]
    [TestCase("(?=sk_buff)sk_")]
    [TestCase("(?!sk_buff)sk_")]
    [TestCase("(?<name>sk_buff)xyz")]
    [TestCase("(?#sk_buff)xyz")]
    [TestCase(@"\x73\x6b_buff")]
    [TestCase(@"\u0073k_buff")]
    [TestCase(@"\tabc")]
    [TestCase(@"(a)\1bcd")]
    [TestCase(@"\p{Lu}abc")]
    [TestCase("[]abc]def")]
    [TestCase("[^]abc]def")]
    [TestCase(@"[\]abc]def")]
    [TestCase("[a-z-[abc]]def")]
    [TestCase("abc{def")]
    public void It_gives_up_where_it_is_not_sure(string pattern) => Assert.That(RegexLiteral.Find(new Regex(pattern)), Is.Empty);

    [TestCase(RegexOptions.IgnoreCase)]
    [TestCase(RegexOptions.IgnorePatternWhitespace)]
    [TestCase(RegexOptions.RightToLeft)]
    public void It_gives_up_where_an_option_changes_the_meaning(RegexOptions options) =>
        Assert.That(RegexLiteral.Find(new Regex("sk_buff", options)), Is.Empty);

    [TestCase(RegexOptions.Compiled)]
    [TestCase(RegexOptions.NonBacktracking)]
    [TestCase(RegexOptions.Singleline | RegexOptions.Multiline)]
    [TestCase(RegexOptions.ECMAScript)]
    [TestCase(RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    public void Other_options_change_nothing(RegexOptions options) =>
        Assert.That(Encoding.UTF8.GetString(RegexLiteral.Find(new Regex("^sk_buff$", options))), Is.EqualTo("sk_buff"));
}

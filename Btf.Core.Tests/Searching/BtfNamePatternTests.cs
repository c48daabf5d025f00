using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class BtfNamePatternTests
{
    private const int LongLength = 4096;

    private static IEnumerable<Func<string, BtfNamePattern>> Texts => [BtfNamePattern.Exact, BtfNamePattern.Prefix, BtfNamePattern.Glob];

    [TestCase("sk_buff", "sk_buff", true)]
    [TestCase("sk_buff", "sk_buf", false)]
    [TestCase("sk_buff", "sk_buffs", false)]
    [TestCase("sk_buff", "SK_BUFF", false)]
    [TestCase("sk_buff", "", false)]
    [TestCase("*", "*", true)]
    [TestCase("*", "a", false)]
    [TestCase("größe", "größe", true)]
    [TestCase("größe", "gro\u0308ße", false)]
    [TestCase("🐍", "🐍", true)]
    public void An_exact_pattern_matches_the_one_name(string text, string name, bool expected) =>
        Assert.That(BtfNamePattern.Exact(text).IsMatch(Encoding.UTF8.GetBytes(name)), Is.EqualTo(expected));

    [TestCase("sk_", "sk_buff", true)]
    [TestCase("sk_", "sk_", true)]
    [TestCase("sk_", "sk", false)]
    [TestCase("sk_", "task_", false)]
    [TestCase("sk_", "", false)]
    [TestCase("*", "a", false)]
    [TestCase("gr", "größe", true)]
    [TestCase("grö", "größe", true)]
    [TestCase("gro", "größe", false)]
    public void A_prefix_matches_every_name_that_starts_so(string prefix, string name, bool expected) =>
        Assert.That(BtfNamePattern.Prefix(prefix).IsMatch(Encoding.UTF8.GetBytes(name)), Is.EqualTo(expected));

    [Test]
    public void Long_names_are_compared_whole()
    {
        string name = new('é', LongLength);
        byte[] utf8 = Encoding.UTF8.GetBytes(name);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(BtfNamePattern.Exact(name).IsMatch(utf8), Is.True);
            Assert.That(BtfNamePattern.Exact(name).IsMatch(utf8.AsSpan(2)), Is.False);
            Assert.That(BtfNamePattern.Prefix(name).IsMatch(utf8), Is.True);
            Assert.That(BtfNamePattern.Prefix(name).IsMatch(utf8.AsSpan(2)), Is.False);
            Assert.That(BtfNamePattern.Glob($"{name}*").IsMatch(utf8), Is.True);
            Assert.That(BtfNamePattern.Glob(new string('?', LongLength)).IsMatch(utf8), Is.True);
            Assert.That(BtfNamePattern.Regex(new Regex($"^é{{{LongLength}}}$")).IsMatch(utf8), Is.True);
        }
    }

    [Test]
    public void A_text_that_no_name_can_match_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (Func<string, BtfNamePattern> make in Texts)
            {
                Assert.That(() => make(null!), Throws.ArgumentNullException, make.Method.Name);
                Assert.That(() => make(""), Throws.ArgumentException, make.Method.Name);
                Assert.That(() => make("a\uD800"), Throws.InstanceOf<ArgumentException>(), make.Method.Name);
            }

            Assert.That(() => BtfNamePattern.Exact(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("name"));
            Assert.That(() => BtfNamePattern.Prefix(""), Throws.ArgumentException.With.Property("ParamName").EqualTo("prefix"));
            Assert.That(() => BtfNamePattern.Glob(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("pattern"));
            Assert.That(() => BtfNamePattern.Regex(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("regex"));
        }
    }

    [Test]
    public void A_pattern_shows_as_what_it_was_made_of()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(BtfNamePattern.Exact("größe").ToString(), Is.EqualTo("größe"));
            Assert.That(BtfNamePattern.Prefix("tcp_").ToString(), Is.EqualTo("tcp_*"));
            Assert.That(BtfNamePattern.Glob("*_o?s").ToString(), Is.EqualTo("*_o?s"));
            Assert.That(BtfNamePattern.Regex(new Regex("^tcp_")).ToString(), Is.EqualTo("^tcp_"));
        }
    }
}

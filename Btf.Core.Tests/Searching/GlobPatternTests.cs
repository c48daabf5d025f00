using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class GlobPatternTests
{
    private const int RandomPairs = 20_000;
    private const int LongLength = 4096;
    private static readonly string[] _letters = ["a", "a", "b", "é", "名", "🐍"];
    private static readonly string[] _pieces = [.. _letters, "?", "?", "*", "*", "**"];

    [TestCase("*", "", true)]
    [TestCase("**", "", true)]
    [TestCase("?", "", false)]
    [TestCase("*", "anything", true)]
    [TestCase("**", "anything", true)]
    [TestCase("a", "a", true)]
    [TestCase("a", "ab", false)]
    [TestCase("a", "ba", false)]
    [TestCase("tcp_*", "tcp_", true)]
    [TestCase("tcp_*", "tcp_sock", true)]
    [TestCase("tcp_*", "mptcp_sock", false)]
    [TestCase("*_ops", "_ops", true)]
    [TestCase("*_ops", "tcp_ops", true)]
    [TestCase("*_ops", "tcp_ops_", false)]
    [TestCase("*_ops", "a_ops_ops", true)]
    [TestCase("a*b*c", "abc", true)]
    [TestCase("a*b*c", "axxbyyc", true)]
    [TestCase("a*b*c", "axxcyyb", false)]
    [TestCase("a**c", "abc", true)]
    [TestCase("a?c", "abc", true)]
    [TestCase("a?c", "ac", false)]
    [TestCase("a?c", "abbc", false)]
    [TestCase("a?c", "aéc", true)]
    [TestCase("a?c", "a名c", true)]
    [TestCase("a?c", "a🐍c", true)]
    [TestCase("a??c", "aéc", false)]
    [TestCase("??", "é", false)]
    [TestCase("*?", "é", true)]
    [TestCase("*??", "é", false)]
    [TestCase("*??", "éa", true)]
    [TestCase("?*", "", false)]
    [TestCase("?*?", "a", false)]
    [TestCase("?*?", "ab", true)]
    [TestCase("[a-z]", "a", false)]
    [TestCase("[a-z]", "[a-z]", true)]
    [TestCase("A", "a", false)]
    [TestCase(@"\*", @"\x", true)]
    public void A_glob_matches_whole_names(string glob, string name, bool expected) => Assert.That(IsMatch(glob, name), Is.EqualTo(expected));

    [Test]
    public void Random_globs_match_what_their_meaning_says()
    {
        Random random = new(20260301);
        int matches = 0;
        for (int i = 0; i < RandomPairs; i++)
        {
            string glob = Draw(random, _pieces, 1, 8);
            string name = Draw(random, _letters, 0, 8);
            bool expected = Means([.. glob.EnumerateRunes()], [.. name.EnumerateRunes()]);
            matches += expected ? 1 : 0;
            if (IsMatch(glob, name) != expected)
            {
                Assert.Fail($"'{glob}' and '{name}': {expected} was expected.");
            }
        }

        Assert.That(matches, Is.InRange(RandomPairs / 10, RandomPairs * 9 / 10));
    }

    [TestCase("a*a*a*a*b", 'a')]
    [TestCase("a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", 'a')]
    [TestCase("*a?a*a?a*b", 'a')]
    [TestCase("*?*?*?*?b", '\u0301')]
    public void Many_stars_do_not_explode(string glob, char letter)
    {
        string name = new(letter, LongLength);
        TimeSpan start = ThreadTime.Now;
        bool matches = IsMatch(glob, name);
        TimeSpan elapsed = ThreadTime.Now - start;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(matches, Is.False);
            Assert.That(elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
            Assert.That(IsMatch(glob, name + "b"), Is.True);
        }
    }

    [Test]
    public void A_character_has_four_bytes_at_most_where_a_name_is_not_UTF_8()
    {
        BtfNamePattern one = BtfNamePattern.Glob("?");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.IsMatch([0xFF]), Is.True);
            Assert.That(one.IsMatch([0x80, 0x80, 0x80, 0x80]), Is.True);
            Assert.That(one.IsMatch([0x80, 0x80, 0x80, 0x80, 0x80]), Is.False);
            Assert.That(BtfNamePattern.Glob("*?b").IsMatch([.. Enumerable.Repeat((byte)0x80, LongLength)]), Is.False);
        }
    }

    [TestCase("tcp_*_ops", "tcp_")]
    [TestCase("*_ops", "_ops")]
    [TestCase("a?bc*d", "bc")]
    [TestCase("*?*", "")]
    [TestCase("größe", "größe")]
    public void The_text_that_is_required_is_the_longest_without_stars(string glob, string expected) =>
        Assert.That(Encoding.UTF8.GetString(BtfNamePattern.Glob(glob).RequiredText), Is.EqualTo(expected));

    private static bool IsMatch(string glob, string name) => BtfNamePattern.Glob(glob).IsMatch(Encoding.UTF8.GetBytes(name));

    private static string Draw(Random random, string[] from, int least, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => from[random.Next(from.Length)]));

    private static bool Means(ReadOnlySpan<Rune> glob, ReadOnlySpan<Rune> name)
    {
        if (glob.IsEmpty)
        {
            return name.IsEmpty;
        }

        if (glob[0].Value == '*')
        {
            return Means(glob[1..], name) || (!name.IsEmpty && Means(glob, name[1..]));
        }

        return !name.IsEmpty && (glob[0].Value == '?' || glob[0] == name[0]) && Means(glob[1..], name[1..]);
    }
}

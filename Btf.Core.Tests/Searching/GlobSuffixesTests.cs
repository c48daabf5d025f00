using System.Text;
using NUnit.Framework;

namespace Btf.Core.Tests;

[TestFixture]
public sealed class GlobSuffixesTests
{
    [Test]
    public void It_agrees_with_the_matcher_of_single_names_at_every_place([Range(0, 199)] int seed)
    {
        Random random = new(seed);
        byte[] text = Draw(random, random.Next(1, 200), "abä€*?");
        byte[] glob = Draw(random, random.Next(1, seed % 4 == 0 ? 90 : 9), "ab*?ä");
        BtfNamePattern pattern = BtfNamePattern.Glob(Encoding.UTF8.GetString(glob));
        bool[] matches = new bool[text.Length];

        new GlobSuffixes(glob).Match(text, matches);

        for (int at = 0; at < text.Length; at++)
        {
            Assert.That(matches[at], Is.EqualTo(pattern.IsMatch(text.AsSpan(at))), $"{pattern} from {at} on in {Encoding.UTF8.GetString(text)}");
        }
    }

    [TestCase("*a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?*c*b")]
    [TestCase("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*c*a*")]
    [TestCase("a*")]
    [CancelAfter(5_000)]
    public void Sixty_five_thousand_names_that_end_alike_are_searched_in_one_pass(string glob)
    {
        using BtfObject btf = BtfObject.FromMemory(CraftedNames.Suffixes(65_000));

        int found = btf.SearchTypes(BtfNamePattern.Glob(glob)).Count();

        Assert.That(found, Is.EqualTo(glob == "a*" ? 65_000 : 0));
    }

    [Test]
    [CancelAfter(5_000)]
    public void Twenty_thousand_names_that_end_alike_are_told_apart_by_their_hashes()
    {
        using BtfObject btf = BtfObject.FromMemory(CraftedNames.Suffixes(20_000));
        HashSet<int> hashes = [];
        foreach (BtfType type in btf.Types)
        {
            hashes.Add(type.Name.GetHashCode());
        }

        Assert.That(hashes, Has.Count.GreaterThan(19_900));
    }

    private static byte[] Draw(Random random, int length, string alphabet)
    {
        StringBuilder text = new();
        for (int i = 0; i < length; i++)
        {
            text.Append(alphabet[random.Next(alphabet.Length)]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

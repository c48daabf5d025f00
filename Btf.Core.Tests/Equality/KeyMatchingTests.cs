using Btf.Core.Equality;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Elements of two lists are matched by key, in the order of the lists, however long the lists are.</summary>
[TestFixture]
public sealed class KeyMatchingTests
{
    [TestCase(4, 3)]
    [TestCase(8, 6)]
    [TestCase(12, 6)]
    [TestCase(40, 12)]
    [TestCase(40, 200)]
    public void The_first_goes_with_the_first_and_the_second_with_the_second(int most, int keys)
    {
        Random random = new(most + keys);
        for (int round = 0; round < 500; round++)
        {
            // Key 0 matches nothing. Half of the pairs of lists start alike, as versions of a structure do.
            List<int> old = [.. Enumerable.Range(0, random.Next(most)).Select(_ => random.Next(keys))];
            List<int> @new = [.. random.Next(2) == 0 ? old.Take(random.Next(most)) : [], .. Enumerable.Range(0, random.Next(most)).Select(_ => random.Next(keys))];
            int[] matches = [.. old.Select(_ => -1)];
            int[] matchedBy = [.. @new.Select(_ => -1)];
            if (old.Count > 0 && @new.Count > 0 && random.Next(2) == 0)
            {
                // An earlier rule has matched these two.
                (matches[^1], matchedBy[0]) = (0, old.Count - 1);
            }

            (int[] expected, int[] expectedBy) = ByTheRule(old, @new, [.. matches], [.. matchedBy]);
            KeyMatching.Match(old, @new, key => key == 0 ? null : (int?)key, matches, matchedBy);

            Assert.That(matches, Is.EqualTo(expected), $"{string.Join(' ', old)} and {string.Join(' ', @new)}");
            Assert.That(matchedBy, Is.EqualTo(expectedBy));
        }
    }

    private static (int[] Matches, int[] MatchedBy) ByTheRule(List<int> old, List<int> @new, int[] matches, int[] matchedBy)
    {
        for (int i = 0; i < old.Count; i++)
        {
            int match = old[i] == 0 || matches[i] >= 0 ? -1 : Enumerable.Range(0, @new.Count).FirstOrDefault(j => matchedBy[j] < 0 && @new[j] == old[i], -1);
            if (match >= 0)
            {
                (matches[i], matchedBy[match]) = (match, i);
            }
        }

        return (matches, matchedBy);
    }
}

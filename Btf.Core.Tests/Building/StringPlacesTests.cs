using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The strings of a section are numbered as a simple loop would number them.</summary>
[TestFixture]
public sealed class StringPlacesTests
{
    [Test]
    public void Strings_of_any_length_are_found_where_they_start()
    {
        var random = new Random(7);
        for (int round = 0; round < 500; round++)
        {
            // About a block of 64 bytes, and sometimes several; many strings are empty, and the last one may have no end.
            byte[] section = new byte[random.Next(1, 300)];
            foreach (ref byte letter in section.AsSpan())
            {
                letter = random.Next(1 + (round % 40)) == 0 ? (byte)0 : (byte)'a';
            }

            using var arena = new WorkArena(0);
            var places = new StringPlaces(section, arena);
            List<int> expected = Starts(section);

            Assert.That(All(places.GetEnumerator()), Is.EqualTo(expected.Index()));
            Assert.That(All(places.Half(0)).Concat(All(places.Half(1))), Is.EqualTo(expected.Index()));
            Assert.That(places.Count, Is.EqualTo(expected.Count));
            int[] within = [.. Enumerable.Range(0, section.Length).Where(place => section[place] != 0)];
            Assert.That(within.Select(places.StartAround), Is.EqualTo(within.Select(place => expected.Last(start => start <= place))));
            Assert.That(
                Enumerable.Range(0, section.Length).Select(start => places.NumberOf((uint)start)),
                Is.EqualTo(Enumerable.Range(0, section.Length).Select(start => expected.IndexOf(start))));
        }
    }

    [Test]
    public void A_section_without_strings_has_none()
    {
        using var arena = new WorkArena(0);
        Assert.That(new StringPlaces([], arena).Count, Is.Zero);
    }

    private static List<int> Starts(byte[] section) =>
        [.. Enumerable.Range(0, section.Length).Where(i => section[i] != 0 && (i == 0 || section[i - 1] == 0))];

    private static List<(int Number, int Start)> All(StringPlaces.Enumerator places)
    {
        List<(int, int)> all = [];
        while (places.MoveNext())
        {
            all.Add((places.Number, places.Current));
        }

        return all;
    }
}

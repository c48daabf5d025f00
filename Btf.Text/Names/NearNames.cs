using Btf.Core;

namespace Btf.Text;

/// <summary>Finds names that differ little from a name that does not exist.</summary>
public static class NearNames
{
    private const int Most = 3;
    private const int LongestName = 64;

    /// <summary>The nearest names of types, the nearest first.</summary>
    public static IReadOnlyList<string> Of(string name, IReadOnlyList<BtfObject> objects, BtfKinds kinds) => Of(name, NamesOf(objects, kinds));

    /// <summary>The nearest of some names, the nearest first.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> candidates)
    {
        int limit = name.Length <= 3 ? 1 : 2;
        return [.. candidates
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= limit)
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .Distinct()
            .Take(Most)];
    }

    /// <summary>Returns a question with the nearest names, for the end of an error message; empty if no name is near.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) => Hint(Of(name, candidates));

    /// <summary>Returns the question for names that were found.</summary>
    public static string Hint(IReadOnlyList<string> near) => near.Count == 0 ? "" : $" Did you mean {string.Join(", ", near.Select(other => $"'{other}'"))}?";

    private static IEnumerable<string> NamesOf(IReadOnlyList<BtfObject> objects, BtfKinds kinds)
    {
        foreach (BtfObject btf in objects)
        {
            foreach (BtfType type in btf.AllTypes)
            {
                if (kinds.Includes(type.Kind) && type.Name.TryGetUtf8(out ReadOnlySpan<byte> utf8) && utf8.Length is > 0 and <= LongestName)
                {
                    yield return SafeText.Decode(utf8);
                }
            }
        }
    }

    /// <summary>Counts the letters that one must change, add, leave out or swap with their neighbour to get from one name to another.</summary>
    private static int Distance(string left, string right)
    {
        if (left.Length > LongestName || right.Length > LongestName)
        {
            return int.MaxValue;
        }

        var before = new int[right.Length + 1];
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (int j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int cost = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[right.Length];
    }
}

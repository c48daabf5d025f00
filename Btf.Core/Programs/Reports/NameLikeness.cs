using System.Text;

namespace Btf.Core.Programs;

/// <summary>Measures how similar two names are: a renamed field usually gets a similar name.</summary>
internal static class NameLikeness
{
    /// <summary>The distance of two names that are not similar.</summary>
    public const int None = int.MaxValue;

    private const int LongestName = 64;
    private const int ShortestPart = 4;
    private const int MostEdits = 2;

    /// <summary>Returns the distance of two names: 0 if they are equal but for case, <see cref="None"/> if they are not similar.</summary>
    public static int Distance(ReadOnlySpan<byte> wanted, ReadOnlySpan<byte> other)
    {
        wanted = wanted.Trim((byte)'_');
        other = other.Trim((byte)'_');
        if (wanted.IsEmpty || other.IsEmpty || wanted.Length > LongestName || other.Length > LongestName)
        {
            return None;
        }

        if (Ascii.EqualsIgnoreCase(wanted, other))
        {
            return 0;
        }

        int most = wanted.Length < ShortestPart ? 1 : MostEdits;
        int edits = Math.Abs(wanted.Length - other.Length) <= most ? Edits(wanted, other) : None;
        if (edits <= most)
        {
            return edits;
        }

        bool isPart = Math.Min(wanted.Length, other.Length) >= ShortestPart && (wanted.IndexOf(other) >= 0 || other.IndexOf(wanted) >= 0);
        return isPart ? MostEdits + Math.Abs(wanted.Length - other.Length) : None;
    }

    private static int Edits(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<int> row = stackalloc int[LongestName + 1];
        for (int j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int change = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}

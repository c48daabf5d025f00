using System.Text;
using System.Text.RegularExpressions;

namespace Btf.Testing;

/// <summary>Looks up the names in the data, parts of them, and patterns made from them. Returns a digest of the results.</summary>
internal static class NameQueries
{
    private const int MostNames = 24;
    private const int LongestPattern = 40;
    private static readonly BtfNamePattern[] _patterns =
    [
        BtfNamePattern.Glob("*"), BtfNamePattern.Glob("*_*"), BtfNamePattern.Glob("?[a-m]*t"), BtfNamePattern.Prefix("s"), BtfNamePattern.Exact("int"),
        BtfNamePattern.Regex(new Regex("^[a-z_]+[0-9]?$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)),
    ];

    public static ulong Run(BtfObject btf)
    {
        var digest = new HashCode();
        foreach (BtfType type in QueryBudget.Some(btf, QueryBudget.Of(btf, MostNames)))
        {
            if (type.Name.TryGetUtf8(out ReadOnlySpan<byte> name))
            {
                Ask(btf, name, type.Kind, ref digest);
                Ask(btf, name[..(name.Length / 2)], type.Kind, ref digest);
            }
        }

        Ask(btf, "no such name"u8, BtfKind.Int, ref digest);
        foreach (BtfNamePattern pattern in _patterns)
        {
            Search(btf, pattern, ref digest);
        }

        return (ulong)digest.ToHashCode();
    }

    private static void Ask(BtfObject btf, ReadOnlySpan<byte> name, BtfKind kind, ref HashCode digest)
    {
        int count = 0;
        foreach (BtfType match in btf.FindTypes(name))
        {
            digest.Add(match.Id);
            count++;
        }

        FuzzTargets.Expect(count == btf.FindTypes(name).Count(), "A count and an enumeration differ.");
        bool found = btf.TryFindType(name, kind, out BtfType first);
        digest.Add(found ? first.Id : 0);
        if (name.Length is > 0 and < LongestPattern)
        {
            string text = Encoding.Latin1.GetString(name);
            Search(btf, BtfNamePattern.Exact(text), ref digest);
            Search(btf, BtfNamePattern.Prefix(text), ref digest);
            SearchGlob(btf, text + "*", ref digest);
        }
    }

    private static void SearchGlob(BtfObject btf, string glob, ref HashCode digest)
    {
        BtfNamePattern pattern;
        try
        {
            pattern = BtfNamePattern.Glob(glob);
        }
        catch (ArgumentException)
        {
            // The pattern has an unclosed bracket.
            return;
        }

        Search(btf, pattern, ref digest);
    }

    private static void Search(BtfObject btf, BtfNamePattern pattern, ref HashCode digest)
    {
        foreach (BtfType match in btf.SearchTypes(pattern))
        {
            digest.Add(match.Id);
        }

        digest.Add(btf.SearchMembers(pattern).Count());
        digest.Add(btf.SearchEnumValues(pattern).Count());
    }
}

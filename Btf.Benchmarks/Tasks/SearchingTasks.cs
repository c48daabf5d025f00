using System.Text.RegularExpressions;
using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>Tasks that find types and members by pattern.</summary>
internal static partial class SearchingTasks
{
    private const double MillisecondsForRegex = 1.5;

    [GeneratedRegex("^tcp_.*_ops$", RegexOptions.CultureInvariant)]
    private static partial Regex WithLiteral { get; }

    // The matches have no text in common, so the expression is tried on every name.
    [GeneratedRegex("^[a-z]+_[a-z]+_(ops?|fn)$", RegexOptions.CultureInvariant)]
    private static partial Regex WithoutLiteral { get; }

    public static PeerTask FindByRegex(PeerInput input) => Searching(input, nameof(FindByRegex), WithLiteral);

    public static PeerTask FindByRegexNoLiteral(PeerInput input) => Searching(input, nameof(FindByRegexNoLiteral), WithoutLiteral);

    public static PeerTask SearchMembers(PeerInput input)
    {
        BtfNamePattern family = BtfNamePattern.Glob("*_family");
        return new PeerTask(nameof(SearchMembers), 1, () => OurTasks.SearchMembers(input.Btf, family));
    }

    private static PeerTask Searching(PeerInput input, string name, Regex regex)
    {
        BtfNamePattern pattern = BtfNamePattern.Regex(regex);
        return new PeerTask(name, 1, () => OurTasks.Search(input.Btf, pattern))
        {
            MostNanoseconds = AbsoluteBar.For(input.Btf.TypeCount, MillisecondsForRegex),
        };
    }
}

using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>
/// Finds members that moved from one anonymous structure to another, or to the structure around it. Such a member keeps its name, type and size, and has
/// another path; it does not count as removed and added.
/// </summary>
internal sealed class RegroupedMembers
{
    private readonly CompositeComparer _comparer;
    private readonly List<PlacedMember> _old;
    private readonly List<PlacedMember> _new;
    private readonly int[] _matches;
    private readonly int[] _matchedBy;

    private RegroupedMembers(CompositeComparer comparer, List<PlacedMember> old, List<PlacedMember> @new)
    {
        _comparer = comparer;
        _old = old;
        _new = @new;
        _matches = new int[old.Count];
        _matches.AsSpan().Fill(-1);
        _matchedBy = new int[@new.Count];
        _matchedBy.AsSpan().Fill(-1);
    }

    /// <summary>Adds the differences of members that have no match within their own structure.</summary>
    /// <param name="comparer">The comparer of the structures.</param>
    /// <param name="removed">The members that only the old version has. A member of anonymous type may be split into its own members.</param>
    /// <param name="added">The members that only the new version has.</param>
    public static void Tell(CompositeComparer comparer, List<PlacedMember> removed, List<PlacedMember> added)
    {
        bool canMatch = removed.Count > 0 && added.Count > 0;
        var members = new RegroupedMembers(comparer, comparer.Parts(removed, canMatch), comparer.Parts(added, canMatch));
        if (canMatch)
        {
            members.Match(isInPlace: true);
            members.Match(isInPlace: false);
        }

        Tell(removed, members._old, members._matches, place => comparer.AddRemoved(place), members.AddRegrouped);
        Tell(added, members._new, members._matchedBy, place => comparer.AddAdded(place), null);
    }

    private void Match(bool isInPlace) => KeyMatching.Match<PlacedMember, (int, long, int, int)>(
        _old,
        _new,
        place => place.Member.Name == 0 ? null : (place.Member.Name, isInPlace ? place.BitOffset : 0, place.Member.BitSize, _comparer.Seen(place.Member.Type)),
        _matches,
        _matchedBy);

    private void AddRegrouped(int index) => _comparer.AddRegrouped(_old[index], _new[_matches[index]]);

    /// <summary>Adds the members of one version. If a part of a member has a match, adds the member part by part.</summary>
    /// <param name="members">The members.</param>
    /// <param name="parts">Their parts.</param>
    /// <param name="matches">For each part, the index of its match, or -1.</param>
    /// <param name="add">Adds a member or a part without a match.</param>
    /// <param name="addMatched">Adds a part with a match, by its index; null if the call for the other version does so.</param>
    private static void Tell(List<PlacedMember> members, List<PlacedMember> parts, int[] matches, Action<PlacedMember> add, Action<int>? addMatched)
    {
        var isApart = new bool[members.Count];
        for (int i = 0; i < parts.Count; i++)
        {
            isApart[parts[i].Owner] |= matches[i] >= 0;
        }

        for (int i = 0; i < members.Count; i++)
        {
            if (!isApart[i])
            {
                add(members[i]);
            }
        }

        for (int i = 0; i < parts.Count; i++)
        {
            if (matches[i] >= 0)
            {
                addMatched?.Invoke(i);
            }
            else if (isApart[parts[i].Owner])
            {
                add(parts[i]);
            }
        }
    }
}

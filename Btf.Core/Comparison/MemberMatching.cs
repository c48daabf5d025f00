using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>Matches the members of two versions: first by name, then the remaining ones by place and type.</summary>
internal static class MemberMatching
{
    /// <summary>Matches two lists.</summary>
    /// <param name="types">The types of both sides.</param>
    /// <param name="old">The old version's members.</param>
    /// <param name="new">The new version's members.</param>
    /// <param name="matchedBy">For each member of the new list, the index in the old one, or -1.</param>
    /// <returns>For each member of the old list, the index in the new one, or -1.</returns>
    public static int[] Match(ComparedTypes types, List<FlatMember> old, List<FlatMember> @new, out int[] matchedBy)
    {
        var matches = new int[old.Count];
        matchedBy = new int[@new.Count];
        if (IsSameOrder(old, @new))
        {
            for (int i = 0; i < matches.Length; i++)
            {
                matches[i] = i;
                matchedBy[i] = i;
            }

            return matches;
        }

        // First by name. The remaining members are matched by place, size and type: their names changed.
        matches.AsSpan().Fill(-1);
        matchedBy.AsSpan().Fill(-1);
        KeyMatching.Match(old, @new, member => member.Name == 0 ? null : (int?)member.Name, matches, matchedBy);
        if (matches.Contains(-1) && matchedBy.Contains(-1))
        {
            KeyMatching.Match(
                old, @new, member => ((long, int, int)?)(member.BitOffset, member.BitSize, types.Graph.Seen(member.Type, types.ClassOf)), matches, matchedBy);
        }

        return matches;
    }

    /// <summary>Returns whether both lists have the same names in the same order. Most versions do.</summary>
    private static bool IsSameOrder(List<FlatMember> old, List<FlatMember> @new)
    {
        if (old.Count != @new.Count)
        {
            return false;
        }

        for (int i = 0; i < old.Count; i++)
        {
            if (old[i].Name != @new[i].Name || old[i].Name == 0)
            {
                return false;
            }
        }

        return true;
    }
}

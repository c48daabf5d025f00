namespace Btf.Core.Comparison;

/// <summary>Finds which member of the one version is which of the other: by name, else by place and type.</summary>
internal static class MemberMatching
{
    /// <summary>Matches two lists.</summary>
    /// <param name="types">The types of both sides.</param>
    /// <param name="old">The old version's members.</param>
    /// <param name="new">The new version's members.</param>
    /// <param name="isTaken">By index in the new list: whether it has a match.</param>
    /// <returns>By index in the old list: the index in the new one, or -1.</returns>
    public static int[] Match(ComparedTypes types, List<FlatMember> old, List<FlatMember> @new, out bool[] isTaken)
    {
        var matches = new int[old.Count];
        matches.AsSpan().Fill(-1);
        isTaken = new bool[@new.Count];
        if (IsSameOrder(old, @new))
        {
            for (int i = 0; i < matches.Length; i++)
            {
                matches[i] = i;
                isTaken[i] = true;
            }

            return matches;
        }

        // First by name: then what is left by place, size and type, which is a change of name.
        Match(old, @new, member => (member.Name, 0, 0, 0), member => member.Name != 0, matches, isTaken);
        Match(old, @new, member => (0, member.BitOffset, member.BitSize, types.Graph.Seen(member.Type, types.ClassOf)), _ => true, matches, isTaken);
        return matches;
    }

    /// <summary>Whether all names are the same in the same order, as they are in most versions.</summary>
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

    /// <summary>Matches those with equal keys: the first with the first, the second with the second, and so on.</summary>
    private static void Match(
        List<FlatMember> old, List<FlatMember> @new, Func<FlatMember, (int, long, int, int)> keyOf, Predicate<FlatMember> isMatchable, int[] matches, bool[] isTaken)
    {
        Dictionary<(int, long, int, int), Queue<int>> places = [];
        for (int i = 0; i < @new.Count; i++)
        {
            if (!isTaken[i] && isMatchable(@new[i]))
            {
                if (!places.TryGetValue(keyOf(@new[i]), out Queue<int>? queue))
                {
                    queue = new Queue<int>();
                    places.Add(keyOf(@new[i]), queue);
                }

                queue.Enqueue(i);
            }
        }

        for (int i = 0; i < old.Count; i++)
        {
            if (matches[i] < 0 && isMatchable(old[i]) && places.TryGetValue(keyOf(old[i]), out Queue<int>? queue) && queue.TryDequeue(out int match))
            {
                matches[i] = match;
                isTaken[match] = true;
            }
        }
    }
}

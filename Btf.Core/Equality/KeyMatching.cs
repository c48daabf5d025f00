using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core.Equality;

/// <summary>Matches elements of two lists that have equal keys: the first with the first, the second with the second, and so on.</summary>
internal static class KeyMatching
{
    /// <summary>Matches elements that have no match yet.</summary>
    /// <param name="old">The old list.</param>
    /// <param name="new">The new list.</param>
    /// <param name="keyOf">Returns an element's key; null for one that matches nothing.</param>
    /// <param name="matches">By index in the old list: the index in the new one, or -1.</param>
    /// <param name="matchedBy">By index in the new list: the index in the old one, or -1.</param>
    public static void Match<TElement, TKey>(List<TElement> old, List<TElement> @new, Func<TElement, TKey?> keyOf, int[] matches, int[] matchedBy)
        where TKey : struct
    {
        // For each key the first free element, and for each element the next one with its key. Both count from 1.
        Dictionary<TKey, int> firsts = new(@new.Count);
        var next = new int[@new.Count];
        for (int i = @new.Count - 1; i >= 0; i--)
        {
            if (matchedBy[i] < 0 && keyOf(@new[i]) is { } key)
            {
                ref int first = ref CollectionsMarshal.GetValueRefOrAddDefault(firsts, key, out _);
                next[i] = first;
                first = i + 1;
            }
        }

        for (int i = 0; i < old.Count; i++)
        {
            if (matches[i] >= 0 || keyOf(old[i]) is not { } key)
            {
                continue;
            }

            ref int first = ref CollectionsMarshal.GetValueRefOrNullRef(firsts, key);
            if (!Unsafe.IsNullRef(ref first) && first != 0)
            {
                matches[i] = first - 1;
                matchedBy[first - 1] = i;
                first = next[first - 1];
            }
        }
    }
}

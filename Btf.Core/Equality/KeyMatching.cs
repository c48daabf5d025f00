using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core.Equality;

/// <summary>Matches elements of two lists that have equal keys: the first with the first, the second with the second, and so on.</summary>
internal static class KeyMatching
{
    // Up to so many pairs, comparing each with each is cheaper than making a dictionary.
    private const int FewPairs = 64;

    /// <summary>Matches elements that have no match yet.</summary>
    /// <param name="old">The old list.</param>
    /// <param name="new">The new list.</param>
    /// <param name="keyOf">Returns an element's key; null for one that matches nothing.</param>
    /// <param name="matches">By index in the old list: the index in the new one, or -1.</param>
    /// <param name="matchedBy">By index in the new list: the index in the old one, or -1.</param>
    public static void Match<TElement, TKey>(List<TElement> old, List<TElement> @new, Func<TElement, TKey?> keyOf, int[] matches, int[] matchedBy)
        where TKey : struct
    {
        (int oldStart, int newStart) = MatchStart(old, @new, keyOf, matches, matchedBy);
        if ((long)(old.Count - oldStart) * (@new.Count - newStart) <= FewPairs)
        {
            MatchFew(old, oldStart, @new, newStart, keyOf, matches, matchedBy);
        }
        else
        {
            MatchMany(old, oldStart, @new, newStart, keyOf, matches, matchedBy);
        }
    }

    /// <summary>Matches the elements at the start of both lists, which nearly always have the same keys in the same order.</summary>
    /// <returns>The first elements that were not matched.</returns>
    private static (int Old, int New) MatchStart<TElement, TKey>(
        List<TElement> old, List<TElement> @new, Func<TElement, TKey?> keyOf, int[] matches, int[] matchedBy)
        where TKey : struct
    {
        int i = 0;
        int j = 0;
        while (true)
        {
            TKey? oldKey = NextKey(old, keyOf, matches, ref i);
            TKey? newKey = NextKey(@new, keyOf, matchedBy, ref j);
            if (oldKey is not { } key || newKey is not { } other || !EqualityComparer<TKey>.Default.Equals(key, other))
            {
                return (i, j);
            }

            matches[i] = j;
            matchedBy[j++] = i++;
        }
    }

    /// <summary>Returns the key of the next free element that has one; null at the end of the list.</summary>
    private static TKey? NextKey<TElement, TKey>(List<TElement> elements, Func<TElement, TKey?> keyOf, int[] taken, ref int index)
        where TKey : struct
    {
        for (; index < elements.Count; index++)
        {
            if (taken[index] < 0 && keyOf(elements[index]) is { } key)
            {
                return key;
            }
        }

        return null;
    }

    private static void MatchFew<TElement, TKey>(
        List<TElement> old, int oldStart, List<TElement> @new, int newStart, Func<TElement, TKey?> keyOf, int[] matches, int[] matchedBy)
        where TKey : struct
    {
        for (int i = oldStart; NextKey(old, keyOf, matches, ref i) is { } key; i++)
        {
            for (int j = newStart; NextKey(@new, keyOf, matchedBy, ref j) is { } other; j++)
            {
                if (EqualityComparer<TKey>.Default.Equals(key, other))
                {
                    matches[i] = j;
                    matchedBy[j] = i;
                    break;
                }
            }
        }
    }

    private static void MatchMany<TElement, TKey>(
        List<TElement> old, int oldStart, List<TElement> @new, int newStart, Func<TElement, TKey?> keyOf, int[] matches, int[] matchedBy)
        where TKey : struct
    {
        // For each key the first free element, and for each element the next one with its key. Both count from 1.
        Dictionary<TKey, int> firsts = new(@new.Count - newStart);
        var next = new int[@new.Count];
        for (int i = @new.Count - 1; i >= newStart; i--)
        {
            if (matchedBy[i] < 0 && keyOf(@new[i]) is { } key)
            {
                ref int first = ref CollectionsMarshal.GetValueRefOrAddDefault(firsts, key, out _);
                next[i] = first;
                first = i + 1;
            }
        }

        for (int i = oldStart; NextKey(old, keyOf, matches, ref i) is { } key; i++)
        {
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

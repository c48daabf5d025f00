namespace Btf.Core.Comparison;

/// <summary>
/// Tells members that left one anonymous structure for another, or for the structure around it, from members that were removed or added: such a member keeps its name, type
/// and size, and has another path.
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

    /// <summary>Adds the differences between members that have no match among those of their own structure.</summary>
    /// <param name="comparer">What compares the structures.</param>
    /// <param name="removed">The members that only the old version has. Those of an anonymous type may be told part by part.</param>
    /// <param name="added">The members that only the new version has.</param>
    public static void Tell(CompositeComparer comparer, IReadOnlyList<PlacedMember> removed, IReadOnlyList<PlacedMember> added)
    {
        bool canMatch = removed.Count > 0 && added.Count > 0;
        var members = new RegroupedMembers(comparer, comparer.Parts(removed, canMatch), comparer.Parts(added, canMatch));
        members.Match(place => (place.Member.Name, place.BitOffset, place.Member.BitSize, comparer.Seen(place.Member.Type)));
        members.Match(place => (place.Member.Name, 0, place.Member.BitSize, comparer.Seen(place.Member.Type)));
        members.TellOld(removed);
        members.TellNew(added);
    }

    private void Match(Func<PlacedMember, (int Name, long Offset, int Size, int Type)> keyOf)
    {
        Dictionary<(int, long, int, int), Queue<int>> places = [];
        for (int i = 0; i < _new.Count; i++)
        {
            if (_matchedBy[i] < 0 && _new[i].Member.Name != 0)
            {
                ref Queue<int>? queue = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(places, keyOf(_new[i]), out _);
                (queue ??= new Queue<int>()).Enqueue(i);
            }
        }

        for (int i = 0; i < _old.Count; i++)
        {
            if (_matches[i] < 0 && _old[i].Member.Name != 0 && places.TryGetValue(keyOf(_old[i]), out Queue<int>? queue) && queue.TryDequeue(out int match))
            {
                _matches[i] = match;
                _matchedBy[match] = i;
            }
        }
    }

    private void TellOld(IReadOnlyList<PlacedMember> removed)
    {
        bool[] isApart = Apart(_old, _matches, removed.Count);
        for (int i = 0; i < removed.Count; i++)
        {
            if (!isApart[i])
            {
                _comparer.AddRemoved(removed[i]);
            }
        }

        for (int i = 0; i < _old.Count; i++)
        {
            if (_matches[i] >= 0)
            {
                _comparer.AddRegrouped(_old[i], _new[_matches[i]]);
            }
            else if (isApart[_old[i].Owner])
            {
                _comparer.AddRemoved(_old[i]);
            }
        }
    }

    private void TellNew(IReadOnlyList<PlacedMember> added)
    {
        bool[] isApart = Apart(_new, _matchedBy, added.Count);
        for (int i = 0; i < added.Count; i++)
        {
            if (!isApart[i])
            {
                _comparer.AddAdded(added[i]);
            }
        }

        for (int i = 0; i < _new.Count; i++)
        {
            if (_matchedBy[i] < 0 && isApart[_new[i].Owner])
            {
                _comparer.AddAdded(_new[i]);
            }
        }
    }

    /// <summary>Which members have a part with a match, so that their parts are told one by one.</summary>
    private static bool[] Apart(List<PlacedMember> parts, int[] matches, int count)
    {
        var isApart = new bool[count];
        for (int i = 0; i < parts.Count; i++)
        {
            isApart[parts[i].Owner] |= matches[i] >= 0;
        }

        return isApart;
    }
}

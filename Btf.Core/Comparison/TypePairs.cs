using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>The pairs of types on the two sides.</summary>
internal sealed class TypePairs
{
    private readonly ComparedTypes _types;
    private readonly List<int> _tiedGroups = [];

    private TypePairs(ComparedTypes types)
    {
        _types = types;
        PartnerOf = types.Graph.Arena.Take<int>(types.Graph.Count);
        NextOf = types.Graph.Arena.Take<int>(types.Graph.Count);
    }

    /// <summary>For each node, its counterpart on the other side; 0 if there is none.</summary>
    public WorkArray<int> PartnerOf { get; }

    /// <summary>For each node, the next node of its group; 0 for the last one. A group's number is its first node.</summary>
    public WorkArray<int> NextOf { get; }

    /// <summary>The groups in which several types on one side have equal declarations, though the names in them may mean different types.</summary>
    public IReadOnlyList<int> TiedGroups => _tiedGroups;

    /// <summary>Pairs the types that have labels.</summary>
    public static TypePairs Find(ComparedTypes types)
    {
        var pairs = new TypePairs(types);
        pairs.ChainGroups();
        pairs.PairGroups();
        return pairs;
    }

    /// <summary>Returns whether a group has more than one type on a side.</summary>
    public bool IsAmbiguous(int group)
    {
        int second = NextOf[group];
        return second != 0 && (NextOf[second] != 0 || _types.IsOld(group) == _types.IsOld(second));
    }

    /// <summary>Divides the types of a group by side.</summary>
    public void Split(int group, List<int> old, List<int> @new)
    {
        old.Clear();
        @new.Clear();
        for (int node = group; node != 0; node = NextOf[node])
        {
            (_types.IsOld(node) ? old : @new).Add(node);
        }
    }

    private void ChainGroups()
    {
        // From the last node to the first, so that each node enters its chain directly after the group's first node.
        WorkArray<int> labels = _types.Labels;
        for (int node = labels.Length - 1; node > 0; node--)
        {
            int group = labels[node];
            if (group != 0 && group != node)
            {
                NextOf[node] = NextOf[group];
                NextOf[group] = node;
            }
        }
    }

    private void PairGroups()
    {
        List<int> old = [];
        List<int> @new = [];
        WorkArray<int> labels = _types.Labels;
        for (int group = 1; group < labels.Length; group++)
        {
            int second = NextOf[group];
            if (labels[group] != group || second == 0)
            {
                continue;
            }

            if (!IsAmbiguous(group))
            {
                PartnerOf[group] = second;
                PartnerOf[second] = group;
                continue;
            }

            Split(group, old, @new);
            if (HasTie(old) || HasTie(@new))
            {
                _tiedGroups.Add(group);
            }

            new NamesakePairs(_types, PartnerOf).Pair(old, @new, _types.ClassOf);
        }
    }

    private bool HasTie(List<int> nodes)
    {
        HashSet<int> seen = [];
        foreach (int node in nodes)
        {
            if (!seen.Add(_types.ClassOf[node]))
            {
                return true;
            }
        }

        return false;
    }
}

using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>The distance of each type from the nearest difference: in the type itself, in a type that it contains, or behind a pointer.</summary>
internal sealed class DifferenceLevels
{
    private readonly ComparedTypes _types;
    private readonly byte[] _levels;
    private readonly Stack<int> _values = new();
    private readonly Stack<int> _references = new();

    private DifferenceLevels(ComparedTypes types)
    {
        _types = types;
        _levels = new byte[types.Graph.Count];
    }

    /// <summary>The level of a node.</summary>
    public BtfTypeDifference this[int node] => (BtfTypeDifference)_levels[node];

    public static DifferenceLevels Find(ComparedTypes types)
    {
        var levels = new DifferenceLevels(types);
        for (int node = 1; node < types.Graph.Count; node++)
        {
            if (types.IsChanged(node))
            {
                levels.Raise(node, BtfTypeDifference.Own);
            }
        }

        levels.RaiseMixedNamesakes();
        levels.Propagate();
        GC.KeepAlive(types);
        return levels;
    }

    /// <summary>Returns whether a type contains the type that it refers to at a position.</summary>
    public static bool IsByValue(BtfKind kind, uint position) => kind switch
    {
        BtfKind.Ptr => false,
        BtfKind.Array => position == 0,
        _ => true,
    };

    private void Raise(int node, BtfTypeDifference level)
    {
        if (_levels[node] < (byte)level)
        {
            _levels[node] = (byte)level;
            (level == BtfTypeDifference.Reference ? _references : _values).Push(node);
        }
    }

    private void Propagate()
    {
        while (_values.TryPop(out int node))
        {
            foreach (ulong referrer in _types.ReferrersOf(node))
            {
                int source = (int)(referrer >> 32);
                bool isByValue = IsByValue(_types.Graph.Kind(source), (uint)referrer);
                Raise(source, isByValue ? BtfTypeDifference.Value : BtfTypeDifference.Reference);
            }
        }

        while (_references.TryPop(out int node))
        {
            foreach (ulong referrer in _types.ReferrersOf(node))
            {
                Raise((int)(referrer >> 32), BtfTypeDifference.Reference);
            }
        }
    }

    /// <summary>Marks types that refer to one of several types with a name on one side, and to the counterpart of another of them on the other side.</summary>
    private void RaiseMixedNamesakes()
    {
        ReadOnlySpan<int> partnerOf = _types.Pairs.PartnerOf;
        bool[] reaches = FindReachingNamesakes();
        WorkArray<int> exact = ExactClasses();
        var walk = new MixedNamesakes(_types, reaches, exact);
        for (int node = 1; node < _types.SecondNode; node++)
        {
            int partner = partnerOf[node];
            if (reaches[node] && partner != 0 && _types.Labels[node] != 0 && _types.ClassOf[node] == _types.ClassOf[partner])
            {
                BtfTypeDifference level = walk.LevelOf(node, partner);
                Raise(node, level);
                Raise(partner, level);
            }
        }
    }

    /// <summary>Finds the nodes that refer, directly or through types without a name, to a type whose name is not unique on a side.</summary>
    private bool[] FindReachingNamesakes()
    {
        var reaches = new bool[_types.Graph.Count];
        Stack<int> work = new();
        for (int node = 1; node < reaches.Length; node++)
        {
            if (_types.Labels[node] != 0 && _types.Pairs.IsAmbiguous(_types.Labels[node]))
            {
                work.Push(node);
            }
        }

        while (work.TryPop(out int node))
        {
            foreach (ulong referrer in _types.ReferrersOf(node))
            {
                int source = (int)(referrer >> 32);
                if (!reaches[source])
                {
                    reaches[source] = true;
                    if (_types.Labels[source] == 0)
                    {
                        work.Push(source);
                    }
                }
            }
        }

        return reaches;
    }

    /// <summary>Finds classes that distinguish equal namesakes by the types that they refer to, and pairs those namesakes again by these classes.</summary>
    private WorkArray<int> ExactClasses()
    {
        IReadOnlyList<int> tied = _types.Pairs.TiedGroups;
        if (tied.Count == 0)
        {
            return _types.ClassOf;
        }

        HashSet<int> isTied = [.. tied];
        WorkArray<int> labels = _types.Graph.Arena.Copy<int>(_types.Labels);
        for (int node = 1; node < labels.Length; node++)
        {
            int group = labels[node];
            if (group != 0 && _types.Pairs.IsAmbiguous(group))
            {
                // The pairs of all other types are known.
                int partner = _types.Pairs.PartnerOf[node];
                labels[node] = isTied.Contains(group) ? 0 : partner == 0 ? node : Math.Min(node, partner);
            }
        }

        List<int> old = [];
        List<int> @new = [];
        WorkArray<int> exact = TypeClasses.Partition(_types.Graph.WithLabels(labels));
        foreach (int group in tied)
        {
            _types.Pairs.Split(group, old, @new);
            new NamesakePairs(_types, _types.Pairs.PartnerOf).PairEqual(old, @new, exact);
        }

        return exact;
    }
}

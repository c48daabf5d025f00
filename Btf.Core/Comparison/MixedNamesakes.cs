namespace Btf.Core.Comparison;

/// <summary>Finds out of two equal types whether they lead to two types of one name that are not each other's counterparts.</summary>
internal sealed class MixedNamesakes
{
    private readonly ComparedTypes _types;
    private readonly bool[] _reaches;
    private readonly WorkArray<int> _exact;

    // Pairs without a name that lead to no mixed namesakes, and those of the present walk.
    private readonly HashSet<(int, int)> _seen = [];
    private readonly List<(int, int)> _trail = [];
    private readonly Stack<(int One, int Other)> _contained = new();
    private readonly Stack<(int One, int Other)> _behindPointers = new();
    private long _budget;

    /// <summary>Creates an instance for any number of pairs.</summary>
    /// <param name="types">The types of both sides.</param>
    /// <param name="reaches">For each node, whether it leads to a name that several types have, directly or through types without a name.</param>
    /// <param name="exact">Classes that distinguish equal namesakes by the types that they refer to.</param>
    public MixedNamesakes(ComparedTypes types, bool[] reaches, WorkArray<int> exact)
    {
        _types = types;
        _reaches = reaches;
        _exact = exact;
        _budget = 8L * types.Graph.Edges.Length;
    }

    /// <summary>Returns how the two types differ: they contain mixed namesakes, refer to some through a pointer, or neither.</summary>
    public BtfTypeDifference LevelOf(int one, int other)
    {
        _trail.Clear();
        _contained.Push((one, other));
        BtfTypeDifference level = Walk();
        if (level != BtfTypeDifference.None)
        {
            _seen.ExceptWith(_trail);
            _contained.Clear();
            _behindPointers.Clear();
        }

        return level;
    }

    private BtfTypeDifference Walk()
    {
        // What is contained comes first, because it decides.
        var level = BtfTypeDifference.None;
        while (_contained.TryPop(out (int One, int Other) pair))
        {
            level = Max(level, LevelOfTargets(pair.One, pair.Other, isContained: true));
            if (level == BtfTypeDifference.Value)
            {
                return level;
            }
        }

        while (level == BtfTypeDifference.None && _behindPointers.TryPop(out (int One, int Other) pair))
        {
            level = LevelOfTargets(pair.One, pair.Other, isContained: false);
        }

        return level;
    }

    /// <summary>Compares the types that two equal types refer to, and remembers those without a name.</summary>
    private BtfTypeDifference LevelOfTargets(int one, int other, bool isContained)
    {
        if (_types.Labels[one] == 0)
        {
            if (!_seen.Add((one, other)))
            {
                return BtfTypeDifference.None;
            }

            _trail.Add((one, other));
        }

        ReadOnlySpan<int> targets = _types.Graph.Targets(one);
        ReadOnlySpan<int> others = _types.Graph.Targets(other);
        _budget -= targets.Length + 1;
        if (_budget < 0)
        {
            // No real types use up the budget. If it is used up, the types count as different.
            return BtfTypeDifference.Reference;
        }

        var level = BtfTypeDifference.None;
        BtfKind kind = _types.Graph.Kind(one);
        for (int i = 0; i < targets.Length; i++)
        {
            (int target, int otherTarget) = (targets[i], others[i]);
            bool isTargetContained = isContained && DifferenceLevels.IsByValue(kind, (uint)i);
            if (_types.Labels[target] != 0)
            {
                if (AreMixed(target, otherTarget))
                {
                    level = Max(level, isTargetContained ? BtfTypeDifference.Value : BtfTypeDifference.Reference);
                }
            }
            else if (_reaches[target] && !_seen.Contains((target, otherTarget)))
            {
                (isTargetContained ? _contained : _behindPointers).Push((target, otherTarget));
            }
        }

        return level;
    }

    private bool AreMixed(int one, int other)
    {
        ReadOnlySpan<int> partnerOf = _types.Pairs.PartnerOf;
        bool isSame = partnerOf[one] == other || partnerOf[other] == one || _exact[one] == _exact[other];
        return !isSame && _types.Pairs.IsAmbiguous(_types.Labels[one]);
    }

    private static BtfTypeDifference Max(BtfTypeDifference one, BtfTypeDifference other) => one > other ? one : other;
}

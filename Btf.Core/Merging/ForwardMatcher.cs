using System.Runtime.InteropServices;
using Btf.Core.Equality;

namespace Btf.Core.Merging;

/// <summary>
/// Merges structures, unions and typedefs that are equal if a declaration counts as equal to a definition with its name, as libbpf does. Each type is compared
/// with the earlier ones of its hash, both graphs side by side. A match settles the meaning of the declarations on either side.
/// </summary>
/// <remarks>
/// <para>
/// A base does not change. So a type is not replaced by a base's type that leads to a declaration where the type itself leads to a definition. But the types over
/// the base see this definition from then on where they refer to the declaration.
/// </para>
/// <para>
/// If a long walk ends at a difference, all pairs on the path to it are remembered as different, so that no later comparison follows them again: a kernel has
/// thousands of types that lead to each other, and a difference in one is a difference in all. At most 16 pairs per type and reference are compared. Only
/// crafted data comes near this limit, and types that were not compared stay apart.
/// </para>
/// </remarks>
internal sealed class ForwardMatcher
{
    private const BtfKinds Compared = BtfKinds.Composite | BtfKinds.Typedef;
    private const BtfKinds Leaves = BtfKinds.Int | BtfKinds.Float | BtfKinds.AnyEnum | BtfKinds.Fwd;

    // After so few pairs, finding the difference again is faster than looking it up among millions.
    private const int ShortWalk = 16;

    // Per type and reference. The units of a kernel need less than one.
    private const long MostPairs = 16;

    private readonly TypeGraph _graph;
    private readonly int _firstOwn;
    private readonly WorkArray<bool> _reachesForward;
    private readonly WorkArray<int> _exact;
    private readonly WorkArray<int> _map;
    private readonly WorkArray<bool> _isSettled;

    // The comparison in progress: the pairs in the order in which they were reached, and for each type on the settled side the number of its pair.
    private readonly WorkArray<int> _pairOf;
    private readonly List<Pair> _pairs = [];
    private readonly Stack<Pair> _work = new();
    private readonly HashSet<ulong> _different = [];

    // For each pair, the first of its links to the pairs that refer to it.
    private readonly List<int> _firstLink = [];
    private readonly List<Link> _links = [];
    private bool _changesBase;
    private long _budget;

    private ForwardMatcher(TypeGraph graph, int firstOwn, WorkArray<bool> reachesForward, WorkArray<int> exact)
    {
        _graph = graph;
        _firstOwn = firstOwn;
        _reachesForward = reachesForward;
        _exact = exact;
        _map = graph.Arena.Take<int>(graph.Count);
        _isSettled = graph.Arena.Take<bool>(graph.Count);
        _pairOf = graph.Arena.Take<int>(graph.Count);
        _budget = MostPairs * (graph.Count + graph.Edges.Length) + (1 << 20);
        _pairOf.Span.Fill(-1);
        for (int node = 0; node < graph.Count; node++)
        {
            _map[node] = node;
            _isSettled[node] = node < firstOwn || Leaves.Includes(graph.Kind(node));
        }
    }

    /// <summary>Merges types.</summary>
    /// <param name="graph">The types. Types that reach no such declaration are all different.</param>
    /// <param name="firstOwn">The first type that is not a base's: a base's types do not change.</param>
    /// <param name="reachesForward">Whether each type is, contains or points to a declaration that may mean several definitions.</param>
    /// <param name="exact">The class of equal types for each type, in which a declaration equals only itself.</param>
    /// <returns>For each type, the type that replaces it, or itself.</returns>
    public static WorkArray<int> Match(TypeGraph graph, int firstOwn, WorkArray<bool> reachesForward, WorkArray<int> exact)
    {
        var matcher = new ForwardMatcher(graph, firstOwn, reachesForward, exact);
        matcher.MatchAll();
        matcher.ResolveByName();
        for (int node = 0; node < graph.Count; node++)
        {
            matcher._map[node] = matcher.Resolve(node);
        }

        return matcher._map;
    }

    private void MatchAll()
    {
        using WorkArena.Scope scope = _graph.Arena.EnterScratch(4L * sizeof(ulong) * _graph.Count, out WorkArena scratch);
        var settled = new SettledTypes(_graph, ForwardHashes.Of(_graph, scratch), Compared, _reachesForward);
        AddFirst(settled);
        for (int node = _firstOwn; node < _graph.Count; node++)
        {
            if (!Compared.Includes(_graph.Kind(node)) || _isSettled[node])
            {
                continue;
            }

            for (int candidate = settled.First(node); candidate != 0 && _budget >= 0; candidate = settled.Next(candidate))
            {
                if ((_reachesForward[node] || _reachesForward[candidate]) && IsMatch(node, candidate))
                {
                    _map[node] = candidate;
                    break;
                }
            }

            _isSettled[node] = true;
            if (_map[node] == node)
            {
                settled.Add(node);
            }
        }
    }

    /// <summary>Adds all types of the bases, and the types that refer to no other type.</summary>
    private void AddFirst(SettledTypes settled)
    {
        for (int node = 1; node < _graph.Count; node++)
        {
            BtfKinds stored = node < _firstOwn ? BtfKinds.All & ~(BtfKinds.Var | BtfKinds.DataSec | BtfKinds.LocSec) : Leaves;
            if (node < _firstOwn && Compared.Includes(_graph.Kind(node)))
            {
                settled.Add(node);
            }
            else if (stored.Includes(_graph.Kind(node)))
            {
                settled.CountOther();
            }
        }
    }

    /// <summary>Compares a type with a settled one. If they are equal, settles the declarations on the way too.</summary>
    private bool IsMatch(int node, int settled)
    {
        bool isEqual = Compare(node, settled);
        if (isEqual)
        {
            Merge();
        }

        for (int i = 0; i < _pairs.Count; i++)
        {
            _pairOf[_pairs[i].Settled] = -1;
        }

        _pairs.Clear();
        _work.Clear();
        return isEqual && !_changesBase;
    }

    private bool Compare(int node, int settled)
    {
        _changesBase = false;
        _work.Push(new Pair(node, settled));
        while (_work.TryPop(out Pair pair))
        {
            int other = pair.Settled;
            if (IsSame(pair.Node, other))
            {
                continue;
            }

            if (_pairOf[other] >= 0)
            {
                if (!IsPair(pair.Node, other))
                {
                    return false;
                }

                continue;
            }

            if (--_budget < 0)
            {
                return false;
            }

            _pairOf[other] = _pairs.Count;
            _pairs.Add(new Pair(pair.Node, other));
            if (!CompareRecords(pair.Node, other))
            {
                if (_pairs.Count > ShortWalk)
                {
                    MarkDifferent();
                }

                return false;
            }
        }

        return true;
    }

    /// <summary>Compares the own words of two types, and queues the types that they refer to.</summary>
    private bool CompareRecords(int node, int other)
    {
        if (_graph.Kind(node) == BtfKind.Fwd != (_graph.Kind(other) == BtfKind.Fwd))
        {
            return IsDeclaredBy(node, other);
        }

        if (!(_reachesForward[node] || _reachesForward[other]) || !_graph.IsLocallyEqual(node, other) || _graph.IsSingular(node) || _different.Contains(Key(node, other)))
        {
            return false;
        }

        ReadOnlySpan<int> targets = _graph.Targets(node);
        ReadOnlySpan<int> others = _graph.Targets(other);
        for (int i = targets.Length - 1; i >= 0; i--)
        {
            if (targets[i] != others[i])
            {
                _work.Push(new Pair(targets[i], SettledTarget(other, others[i])));
            }
        }

        return true;
    }

    private bool IsDeclaredBy(int node, int other)
    {
        bool isOtherForward = _graph.Kind(other) == BtfKind.Fwd;
        (int forward, int definition) = isOtherForward ? (other, node) : (node, other);
        bool isDeclared = _graph.Name(forward) == _graph.Name(definition) && CompositeForwards.KindOf(_graph, forward) == _graph.Kind(definition);
        _changesBase |= isDeclared && isOtherForward && other < _firstOwn;
        return isDeclared;
    }

    /// <summary>Returns whether this comparison pairs a type, or one equal to it, with a settled one.</summary>
    private bool IsPair(int node, int settled) => _pairOf[settled] >= 0 && _exact[_pairs[_pairOf[settled]].Node] == _exact[node];

    /// <summary>
    /// Marks the last pair, which differs, and all pairs that lead to it: two types differ if the types that they refer to in the same place do.
    /// </summary>
    private void MarkDifferent()
    {
        LinkPairs();
        _work.Clear();
        _work.Push(_pairs[^1]);
        while (_work.TryPop(out Pair pair))
        {
            _different.Add(Key(pair.Node, pair.Settled));
            int number = _pairOf[pair.Settled];
            int link = _firstLink[number];

            // Each list of links is followed once.
            _firstLink[number] = -1;
            for (; link >= 0; link = _links[link].Next)
            {
                _work.Push(_pairs[_links[link].Referrer]);
            }
        }
    }

    /// <summary>Links each pair to the pairs that refer to it. The last pair is not followed, because its own types differ.</summary>
    private void LinkPairs()
    {
        _links.Clear();
        _firstLink.Clear();
        CollectionsMarshal.SetCount(_firstLink, _pairs.Count);
        CollectionsMarshal.AsSpan(_firstLink).Fill(-1);
        for (int referrer = 0; referrer < _pairs.Count - 1; referrer++)
        {
            // A declaration refers to nothing, so the definition that it may mean is not followed.
            ReadOnlySpan<int> targets = _graph.Targets(_pairs[referrer].Node);
            ReadOnlySpan<int> others = _graph.Targets(_pairs[referrer].Settled);
            for (int i = 0; i < Math.Min(targets.Length, others.Length); i++)
            {
                int other = SettledTarget(_pairs[referrer].Settled, others[i]);
                if (IsPair(targets[i], other) && !IsSame(targets[i], other))
                {
                    int pair = _pairOf[other];
                    _links.Add(new Link(referrer, _firstLink[pair]));
                    _firstLink[pair] = _links.Count - 1;
                }
            }
        }
    }

    private void Merge()
    {
        for (int i = 0; i < _pairs.Count; i++)
        {
            int node = Resolve(_pairs[i].Node);
            int settled = Resolve(_pairs[i].Settled);
            bool isForward = _graph.Kind(node) == BtfKind.Fwd;
            bool isSettledForward = _graph.Kind(settled) == BtfKind.Fwd;
            if (isSettledForward && !isForward)
            {
                // The definition need not be settled yet: the declaration follows it when it is.
                _map[settled] = node;
            }
            else if (isForward && !isSettledForward)
            {
                _map[node] = settled;
            }
            else if (BtfKinds.Composite.Includes(_graph.Kind(node)) && _isSettled[settled] && !_isSettled[node] && !_changesBase)
            {
                _map[node] = settled;
                _isSettled[node] = true;
            }
        }
    }

    /// <summary>Gives each remaining declaration the definition with its name as its meaning, if there is exactly one.</summary>
    private void ResolveByName()
    {
        const int several = -1;
        var definitions = new Dictionary<int, int>();
        for (int node = 1; node < _graph.Count; node++)
        {
            if (BtfKinds.Composite.Includes(_graph.Kind(node)) && _map[node] == node && _graph.Name(node) != 0 && !definitions.TryAdd(_graph.Name(node), node))
            {
                definitions[_graph.Name(node)] = several;
            }
        }

        for (int node = _firstOwn; node < _graph.Count; node++)
        {
            if (_graph.Kind(node) == BtfKind.Fwd && _map[node] == node && definitions.TryGetValue(_graph.Name(node), out int definition)
                && definition != several && _graph.Kind(definition) == CompositeForwards.KindOf(_graph, node))
            {
                _map[node] = definition;
            }
        }
    }

    private int Resolve(int node)
    {
        while (_map[node] != node)
        {
            node = _map[node];
        }

        return node;
    }

    /// <summary>Returns what a reference of a settled type counts as. A base's types keep their references, whatever a declaration means.</summary>
    private int SettledTarget(int settled, int target) => settled < _firstOwn ? target : ResolveForward(target);

    /// <summary>Returns whether a type and what a settled type refers to are already known to be one type.</summary>
    private bool IsSame(int node, int settled)
    {
        bool isBaseForward = settled < _firstOwn && _graph.Kind(settled) == BtfKind.Fwd;
        return node == settled || Resolve(node) == (isBaseForward ? settled : Resolve(settled));
    }

    /// <summary>Returns the meaning of a declaration; the node itself if the meaning is unknown or the node is not a declaration.</summary>
    private int ResolveForward(int node) => _graph.Kind(node) == BtfKind.Fwd ? Resolve(node) : node;

    // The odd factor keeps keys distinct. Without it, the set's own hash of two numbers would depend only on their difference, which very many pairs share.
    private ulong Key(int node, int other) => ((ulong)(uint)_exact[node] << 32 | (uint)_exact[other]) * 0x9E37_79B9_7F4A_7C15;

    /// <summary>Two types to compare.</summary>
    private readonly record struct Pair(int Node, int Settled);

    /// <summary>A pair that refers to another one, and the next link of that one; -1 for none.</summary>
    private readonly record struct Link(int Referrer, int Next);
}

using System.Runtime.InteropServices;
using Btf.Core.Equality;

namespace Btf.Core.Merging;

/// <summary>
/// Merges structures, unions and typedefs that are equal once a declaration counts as equal to a definition of its name, as libbpf does: each is compared with
/// the earlier ones of its shape, both graphs side by side, and a match settles what the declarations on either side mean.
/// </summary>
/// <remarks>
/// When a long walk ends at a difference, all pairs on the way that lead there are kept as different, so that no later comparison follows them again: kernels have
/// thousands of types that lead to each other, and a difference in one of them is one of all. The number of pairs looked at has a limit of 64 a type and
/// reference; only crafted data comes near it, and types that are left uncompared stay apart.
/// </remarks>
internal sealed class ForwardMatcher
{
    private const BtfKinds Compared = BtfKinds.Composite | BtfKinds.Typedef;
    private const BtfKinds Leaves = BtfKinds.Int | BtfKinds.Float | BtfKinds.AnyEnum | BtfKinds.Fwd;

    // A difference that is found after so few pairs is found again sooner than it is looked up among millions.
    private const int ShortWalk = 16;

    private readonly TypeGraph _graph;
    private readonly int _firstOwn;
    private readonly bool[] _reachesForward;
    private readonly int[] _exact;
    private readonly int[] _map;
    private readonly bool[] _isSettled;

    // The comparison under way: the pairs in the order in which they were reached, and by type on the settled side the number of its pair.
    private readonly int[] _pairOf;
    private readonly List<Pair> _pairs = [];
    private readonly Stack<Pair> _work = new();
    private readonly HashSet<ulong> _different = [];

    // By pair, the first of the links to the pairs that refer to it.
    private readonly List<int> _firstLink = [];
    private readonly List<Link> _links = [];
    private bool _changesBase;
    private long _budget;

    private ForwardMatcher(TypeGraph graph, int firstOwn, bool[] reachesForward, int[] exact)
    {
        _graph = graph;
        _firstOwn = firstOwn;
        _reachesForward = reachesForward;
        _exact = exact;
        _map = new int[graph.Count];
        _isSettled = new bool[graph.Count];
        _pairOf = new int[graph.Count];
        _budget = 64L * (graph.Count + graph.Edges.Length) + (1 << 20);
        _pairOf.AsSpan().Fill(-1);
        for (int node = 0; node < graph.Count; node++)
        {
            _map[node] = node;
            _isSettled[node] = node < firstOwn || Leaves.Includes(graph.Kind(node));
        }
    }

    /// <summary>Merges what can be merged.</summary>
    /// <param name="graph">The types. Of those that reach no such declaration, no two are equal.</param>
    /// <param name="firstOwn">The first type that is not of a base: those of a base are not changed.</param>
    /// <param name="reachesForward">Which types are, contain or point to a declaration that may mean several definitions.</param>
    /// <param name="exact">By type: its class of equal types, where a declaration equals nothing but itself.</param>
    /// <returns>By type: the one that takes its place, or itself.</returns>
    public static int[] Match(TypeGraph graph, int firstOwn, bool[] reachesForward, int[] exact)
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
        var shapes = new ShapeTable(_graph, Compared, _reachesForward);
        FillTable(shapes);
        for (int node = _firstOwn; node < _graph.Count; node++)
        {
            if (!Compared.Includes(_graph.Kind(node)) || _isSettled[node])
            {
                continue;
            }

            for (int candidate = shapes.First(node); candidate != 0; candidate = shapes.Next(candidate))
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
                shapes.Add(node);
            }
        }
    }

    /// <summary>Adds all types of the bases, and the types that refer to no other.</summary>
    private void FillTable(ShapeTable shapes)
    {
        for (int node = 1; node < _graph.Count; node++)
        {
            BtfKinds stored = node < _firstOwn ? BtfKinds.All & ~(BtfKinds.Var | BtfKinds.DataSec | BtfKinds.LocSec) : Leaves;
            if (node < _firstOwn && Compared.Includes(_graph.Kind(node)))
            {
                shapes.Add(node);
            }
            else if (stored.Includes(_graph.Kind(node)))
            {
                shapes.CountOther();
            }
        }
    }

    /// <summary>Compares a type with a settled one and, if they are equal, settles what that means for others.</summary>
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
            int other = ResolveForward(pair.Settled);
            if (Resolve(pair.Node) == Resolve(pair.Settled))
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

    /// <summary>Compares two types' own words, and puts what they refer to on the list.</summary>
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
                _work.Push(new Pair(targets[i], others[i]));
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

    /// <summary>Whether a type is compared with a settled one in this comparison, or one that is equal to it.</summary>
    private bool IsPair(int node, int settled) => _pairOf[settled] >= 0 && _exact[_pairs[_pairOf[settled]].Node] == _exact[node];

    /// <summary>Marks the last pair, which differs, and all pairs that lead to it: two types differ where what they refer to in the same place does.</summary>
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

            // Followed once.
            _firstLink[number] = -1;
            for (; link >= 0; link = _links[link].Next)
            {
                _work.Push(_pairs[_links[link].Referrer]);
            }
        }
    }

    /// <summary>Links each pair to the pairs that refer to it. The last one is not followed: its types differ by themselves.</summary>
    private void LinkPairs()
    {
        _links.Clear();
        _firstLink.Clear();
        CollectionsMarshal.SetCount(_firstLink, _pairs.Count);
        CollectionsMarshal.AsSpan(_firstLink).Fill(-1);
        for (int referrer = 0; referrer < _pairs.Count - 1; referrer++)
        {
            // A declaration refers to nothing: a definition that is taken for its meaning is not followed.
            ReadOnlySpan<int> targets = _graph.Targets(_pairs[referrer].Node);
            ReadOnlySpan<int> others = _graph.Targets(_pairs[referrer].Settled);
            for (int i = 0; i < Math.Min(targets.Length, others.Length); i++)
            {
                int other = ResolveForward(others[i]);
                if (IsPair(targets[i], other) && Resolve(targets[i]) != Resolve(other))
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
                // The definition need not be settled: when it is, the declaration follows.
                _map[settled] = _changesBase ? settled : node;
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

    /// <summary>Lets the declarations that are left mean the one definition of their name, where there is exactly one.</summary>
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

    /// <summary>What a declaration is known to mean; itself where that is not known, and for all else.</summary>
    private int ResolveForward(int node) => _graph.Kind(node) == BtfKind.Fwd ? Resolve(node) : node;

    // Multiplied by an odd number, which keeps keys apart: the set's own hash of two numbers is what they differ in, and that is the same for very many pairs.
    private ulong Key(int node, int other) => ((ulong)(uint)_exact[node] << 32 | (uint)_exact[other]) * 0x9E37_79B9_7F4A_7C15;

    /// <summary>Two types to compare.</summary>
    private readonly record struct Pair(int Node, int Settled);

    /// <summary>A pair that refers to another one, and the next link of that one; -1 for none.</summary>
    private readonly record struct Link(int Referrer, int Next);
}

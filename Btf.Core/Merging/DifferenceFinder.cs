using Btf.Core.Equality;

namespace Btf.Core.Merging;

/// <summary>Finds several types with one name, and the first difference between two of them.</summary>
internal sealed class DifferenceFinder
{
    private const BtfKinds Named = BtfKinds.Composite | BtfKinds.AnyEnum | BtfKinds.Typedef;

    // The most pairs to compare for one result. Types of a kernel need some thousands.
    private const int MostPairs = 1 << 20;

    private readonly BtfObject _btf;
    private readonly TypeGraph _graph;

    public DifferenceFinder(BtfObject btf)
    {
        _btf = btf;
        var names = new NameNumbers(GraphReader.ArenaFor(btf));
        NamePlaces places = names.Add(btf);
        _graph = GraphReader.Read(btf, names, places);
        _graph.Arena.Keep();
    }

    /// <summary>Returns each type whose name an earlier type of its kind has, with the first of these; ids ascending.</summary>
    public IReadOnlyList<BtfNearDuplicate> FindAll()
    {
        var firsts = new Dictionary<(BtfKind Kind, int Name), uint>();
        var found = new List<BtfNearDuplicate>();
        for (int node = 1; node < _graph.Count; node++)
        {
            BtfKind kind = _graph.Kind(node);
            int name = _graph.Name(node);
            if (name == 0 || !Named.Includes(kind) || firsts.TryAdd((kind == BtfKind.Enum64 ? BtfKind.Enum : kind, name), (uint)node))
            {
                continue;
            }

            // The types of a base were not this object's to merge.
            if (node >= _btf.FirstTypeId)
            {
                uint first = firsts[(kind == BtfKind.Enum64 ? BtfKind.Enum : kind, name)];
                found.Add(new BtfNearDuplicate(_btf[first], _btf[(uint)node], this));
            }
        }

        GC.KeepAlive(this);
        return found;
    }

    /// <summary>Returns the path to the first difference, and the difference.</summary>
    public string Explain(uint one, uint other)
    {
        var pairs = new List<Pair> { new((int)one, (int)other, -1, 0) };
        var seen = new HashSet<(int, int)> { ((int)one, (int)other) };
        var text = new DifferenceText(_btf);
        for (int i = 0; i < pairs.Count; i++)
        {
            Pair pair = pairs[i];
            if (IsDeclaration(pair))
            {
                continue;
            }

            if (!_graph.IsLocallyEqual(pair.One, pair.Other))
            {
                return $"{text.Way(WayTo(pairs, i))}: {text.Difference((uint)pair.One, (uint)pair.Other)}";
            }

            AddTargets(pairs, seen, i);
            if (pairs.Count > MostPairs)
            {
                return $"{text.Way([(one, 0)])}: no difference among the first {MostPairs} pairs of types";
            }
        }

        return $"{text.Way([(one, 0)])}: nothing but what declarations in it mean";
    }

    private void AddTargets(List<Pair> pairs, HashSet<(int, int)> seen, int index)
    {
        ReadOnlySpan<int> targets = _graph.Targets(pairs[index].One);
        ReadOnlySpan<int> others = _graph.Targets(pairs[index].Other);
        for (int edge = 0; edge < targets.Length; edge++)
        {
            if (targets[edge] != others[edge] && seen.Add((targets[edge], others[edge])))
            {
                pairs.Add(new Pair(targets[edge], others[edge], index, edge));
            }
        }
    }

    private static List<(uint Id, int Edge)> WayTo(List<Pair> pairs, int index)
    {
        var way = new List<(uint Id, int Edge)>();
        int edge = 0;
        while (index >= 0)
        {
            way.Add(((uint)pairs[index].One, edge));
            edge = pairs[index].Edge;
            index = pairs[index].Parent;
        }

        way.Reverse();
        return way;
    }

    /// <summary>Returns whether one type is a declaration and the other its definition.</summary>
    private bool IsDeclaration(Pair pair)
    {
        bool isOne = _graph.Kind(pair.One) == BtfKind.Fwd;
        bool isOther = _graph.Kind(pair.Other) == BtfKind.Fwd;
        if (isOne == isOther)
        {
            return false;
        }

        (int forward, int definition) = isOne ? (pair.One, pair.Other) : (pair.Other, pair.One);
        return _graph.Name(forward) == _graph.Name(definition) && CompositeForwards.KindOf(_graph, forward) == _graph.Kind(definition);
    }

    /// <summary>Two types in the same place, and the pair and its reference that lead there.</summary>
    private readonly record struct Pair(int One, int Other, int Parent, int Edge);
}

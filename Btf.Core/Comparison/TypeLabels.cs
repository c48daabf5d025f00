using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>
/// Groups types that may be versions of one type, by name. In the graph, types refer to these groups, so that a change of one is not a change of all that refer
/// to it.
/// </summary>
/// <remarks>Two anonymous enumerations with the name of a value in common are in one group, and so are all that such pairs connect.</remarks>
internal sealed class TypeLabels
{
    // By kind and kind flag. A table, because the processor cannot foresee the kinds.
    private static readonly byte[] _classes = [.. Enumerable.Range(0, 2 * RecordFormat.KindCount).Select(i => ClassOf((BtfKind)(i / 2), i % 2 != 0))];

    private readonly TypeGraph _graph;
    private readonly WorkArena _scratch;
    private readonly WorkArray<int> _labels;
    private readonly WorkArray<int> _next;

    private TypeLabels(TypeGraph graph, WorkArena scratch)
    {
        _graph = graph;
        _scratch = scratch;
        _labels = graph.Arena.Take<int>(graph.Count);
        _next = scratch.Take<int>(graph.Count);
    }

    /// <summary>By node: the first node of its group; 0 for types without a name.</summary>
    /// <param name="graph">The types.</param>
    /// <param name="nameCount">One more than the highest number of a name.</param>
    public static WorkArray<int> Of(TypeGraph graph, int nameCount)
    {
        using WorkArena.Scope scope = graph.Arena.EnterScratch((5L * graph.Count) + (4L * nameCount), out WorkArena scratch);
        var labels = new TypeLabels(graph, scratch);

        // Exactly one of the halves writes the label of a type.
        TwoThreads.RunHalves(graph.Count, half => labels.Label(nameCount, areNamed: half == 0));
        return labels._labels;
    }

    /// <summary>
    /// Returns a number for a kind: only types with the same number can be versions of one type. 0 for kinds whose name does not name a type.
    /// </summary>
    private static byte ClassOf(BtfKind kind, bool kindFlag) => kind switch
    {
        BtfKind.Int => 1,
        BtfKind.Float => 2,
        BtfKind.Struct => 3,
        BtfKind.Union => 4,
        BtfKind.Fwd => (byte)(kindFlag ? 4 : 3),
        BtfKind.Enum or BtfKind.Enum64 => 5,
        BtfKind.Typedef => 6,
        BtfKind.Func => 7,
        BtfKind.Var => 8,
        BtfKind.DataSec => 9,
        BtfKind.LocSec => 10,
        _ => 0,
    };

    private void Label(int nameCount, bool areNamed)
    {
        if (areNamed)
        {
            LabelNamed(nameCount);
        }
        else
        {
            LabelAnonymousEnums();
        }
    }

    private void LabelNamed(int nameCount)
    {
        // For each name, a chain of the first node of each class: at most ten.
        Span<int> firsts = _scratch.Take<int>(nameCount);
        Span<byte> classes = _scratch.Take<byte>(_labels.Length);
        for (int node = 1; node < _labels.Length; node++)
        {
            int name = _graph.Name(node);
            byte nodeClass = _classes[(2 * (int)_graph.Kind(node)) + (_graph.KindFlag(node) ? 1 : 0)];
            classes[node] = nodeClass;
            if (name == 0 || nodeClass == 0)
            {
                if (!IsAnonymousEnum(node))
                {
                    _labels[node] = 0;
                }

                continue;
            }

            ref int first = ref firsts[name];
            int found = first;
            while (found != 0 && classes[found] != nodeClass)
            {
                found = _next[found];
            }

            if (found == 0)
            {
                found = node;
                _next[node] = first;
                first = node;
            }

            _labels[node] = found;
        }
    }

    private bool IsAnonymousEnum(int node) => _graph.Name(node) == 0 && BtfKinds.AnyEnum.Includes(_graph.Kind(node)) && _graph.Vlen(node) != 0;

    private void LabelAnonymousEnums()
    {
        // Until all are seen, the label of an enumeration is an earlier one of its group, or itself.
        var firstWith = new Dictionary<int, int>();
        for (int node = 1; node < _labels.Length; node++)
        {
            if (!IsAnonymousEnum(node))
            {
                continue;
            }

            _labels[node] = node;
            int stride = RecordShape.Of(_graph.Kind(node)).Stride;
            ReadOnlySpan<uint> values = _graph.Record(node)[RecordShape.HeadWords..];
            for (int word = 0; word < values.Length; word += stride)
            {
                if (!firstWith.TryAdd((int)values[word], node))
                {
                    JoinGroups(node, firstWith[(int)values[word]]);
                }
            }
        }

        for (int node = 1; node < _labels.Length; node++)
        {
            if (IsAnonymousEnum(node))
            {
                _labels[node] = _labels[_labels[node]];
            }
        }
    }

    private void JoinGroups(int one, int other)
    {
        one = FirstOf(one);
        other = FirstOf(other);
        _labels[Math.Max(one, other)] = Math.Min(one, other);
    }

    private int FirstOf(int node)
    {
        while (_labels[node] != node)
        {
            // Halves the way for the next search.
            node = _labels[node] = _labels[_labels[node]];
        }

        return node;
    }
}

namespace Btf.Core.Equality;

/// <summary>
/// The reversed references of a graph, or of a range of its nodes: for each node, the nodes that refer to it, and by which of their references. References to
/// nodes outside the range do not count.
/// </summary>
internal sealed class Referrers
{
    private readonly int _first;
    private readonly WorkArray<int> _starts;
    private readonly WorkArray<ulong> _items;

    /// <summary>Reverses the references of a range of nodes.</summary>
    /// <param name="graph">The nodes.</param>
    /// <param name="firstNode">The first node of the range.</param>
    /// <param name="endNode">The node after the last one.</param>
    /// <param name="arena">The memory of the result.</param>
    public Referrers(TypeGraph graph, int firstNode, int endNode, WorkArena arena)
    {
        _first = firstNode;
        int count = endNode - firstNode;
        _starts = arena.Take<int>(count + 1);
        _items = arena.Take<ulong>(graph.EdgeStarts[endNode] - graph.EdgeStarts[firstNode]);

        // Each half of the targets has its own part of the items.
        TwoThreads.Run(count, (first, end) => Count(graph, first, end));
        for (int target = 0; target < count; target++)
        {
            _starts[target + 1] += _starts[target];
        }

        using WorkArena.Scope scope = arena.EnterScratch((long)sizeof(int) * count + 256, out WorkArena scratch);
        TwoThreads.Run(count, (first, end) => Enter(graph, first, end, scratch));
    }

    private int EndNode => _first + _starts.Length - 1;

    /// <summary>Counts the references to some targets. Targets are numbered from the first node of the range.</summary>
    private void Count(TypeGraph graph, int first, int end)
    {
        Span<int> counts = _starts.AsSpan(first + 1, end - first);
        int shift = _first + first;
        foreach (int node in graph.Edges.AsSpan(graph.EdgeStarts[_first], _items.Length))
        {
            int target = node - shift;
            if ((uint)target < (uint)counts.Length)
            {
                counts[target]++;
            }
        }
    }

    private void Enter(TypeGraph graph, int first, int end, WorkArena scratch)
    {
        Span<int> next = scratch.Take<int>(end - first);
        _starts.AsSpan(first, end - first).CopyTo(next);
        ReadOnlySpan<int> edges = graph.Edges;
        ReadOnlySpan<int> starts = graph.EdgeStarts;
        int shift = _first + first;
        for (int node = _first; node < EndNode; node++)
        {
            for (int edge = starts[node]; edge < starts[node + 1]; edge++)
            {
                int target = edges[edge] - shift;
                if ((uint)target < (uint)next.Length)
                {
                    _items[next[target]++] = (ulong)(uint)node << 32 | (uint)(edge - starts[node]);
                }
            }
        }
    }

    /// <summary>Returns the references to a node: the upper half is the referring node, the lower half the index of its reference.</summary>
    public ReadOnlySpan<ulong> Of(int node)
    {
        int target = node - _first;
        return _items.AsSpan(_starts[target], _starts[target + 1] - _starts[target]);
    }

    /// <summary>Marks all nodes of a graph that lead to a marked one.</summary>
    public static void MarkReaching(TypeGraph graph, Span<bool> marks)
    {
        using WorkArena.Scope scope = graph.Arena.EnterScratch(0, out WorkArena scratch);
        var referrers = new Referrers(graph, 0, graph.Count, scratch);
        var work = new Stack<int>();
        for (int node = 0; node < marks.Length; node++)
        {
            if (marks[node])
            {
                work.Push(node);
            }
        }

        while (work.TryPop(out int node))
        {
            foreach (ulong referrer in referrers.Of(node))
            {
                int source = (int)(referrer >> 32);
                if (!marks[source])
                {
                    marks[source] = true;
                    work.Push(source);
                }
            }
        }
    }
}

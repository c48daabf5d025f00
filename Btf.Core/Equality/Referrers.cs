namespace Btf.Core.Equality;

/// <summary>The reversed references of a graph: for each node, the nodes that refer to it, and by which of their references.</summary>
internal sealed class Referrers
{
    private readonly int[] _starts;
    private readonly ulong[] _items;

    public Referrers(TypeGraph graph)
    {
        _starts = new int[graph.Count + 1];
        _items = GC.AllocateUninitializedArray<ulong>(graph.Edges.Length);

        // Each half of the targets has its own part of the items.
        TwoThreads.Run(graph.Count, (first, end) => Count(graph, first, end));
        for (int node = 0; node < graph.Count; node++)
        {
            _starts[node + 1] += _starts[node];
        }

        TwoThreads.Run(graph.Count, (first, end) => Enter(graph, first, end));
    }

    private void Count(TypeGraph graph, int first, int end)
    {
        Span<int> counts = _starts.AsSpan(first + 1, end - first);
        foreach (int target in graph.Edges)
        {
            if ((uint)(target - first) < (uint)counts.Length)
            {
                counts[target - first]++;
            }
        }
    }

    private void Enter(TypeGraph graph, int first, int end)
    {
        int[] next = _starts.AsSpan(first, end - first).ToArray();
        ReadOnlySpan<int> edges = graph.Edges;
        ReadOnlySpan<int> starts = graph.EdgeStarts;
        for (int node = 0; node < graph.Count; node++)
        {
            for (int edge = starts[node]; edge < starts[node + 1]; edge++)
            {
                int target = edges[edge] - first;
                if ((uint)target < (uint)next.Length)
                {
                    _items[next[target]++] = (ulong)(uint)node << 32 | (uint)(edge - starts[node]);
                }
            }
        }
    }

    /// <summary>Returns the references to a node: the upper half is the referring node, the lower half the index of its reference.</summary>
    public ReadOnlySpan<ulong> Of(int node) => _items.AsSpan(_starts[node], _starts[node + 1] - _starts[node]);

    /// <summary>Marks all nodes that lead to a marked one.</summary>
    public void MarkReaching(Span<bool> marks)
    {
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
            foreach (ulong referrer in Of(node))
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

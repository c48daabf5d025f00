namespace Btf.Core.Equality;

/// <summary>The reversed references of a graph: for each node, the nodes that refer to it, and by which of their references.</summary>
internal sealed class Referrers
{
    private readonly int[] _starts;
    private readonly ulong[] _items;

    public Referrers(TypeGraph graph)
    {
        _starts = new int[graph.Count + 1];
        _items = new ulong[graph.Edges.Length];
        foreach (int target in graph.Edges)
        {
            _starts[target + 1]++;
        }

        for (int node = 0; node < graph.Count; node++)
        {
            _starts[node + 1] += _starts[node];
        }

        int[] next = _starts.AsSpan(0, graph.Count).ToArray();
        for (int node = 0; node < graph.Count; node++)
        {
            uint position = 0;
            foreach (int target in graph.Targets(node))
            {
                _items[next[target]++] = (ulong)(uint)node << 32 | position++;
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

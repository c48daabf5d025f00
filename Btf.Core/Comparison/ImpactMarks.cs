namespace Btf.Core.Comparison;

/// <summary>What a search for the affected types has marked and found, and what it has still to visit. One search at a time uses it; the next one reuses the memory.</summary>
/// <param name="nodes">The number of types.</param>
internal sealed class ImpactMarks(int nodes)
{
    private readonly byte[] _marks = new byte[nodes];
    private readonly List<int> _marked = [];

    /// <summary>The nodes to visit, each with how it refers to the changed type.</summary>
    public Stack<(int Node, ImpactDistance Distance)> Work { get; } = new();

    /// <summary>What the search has found. See the properties of <see cref="BtfImpact"/>.</summary>
    public List<int> Containing { get; } = [];

    public List<int> Referring { get; } = [];

    public List<int> Functions { get; } = [];

    public List<int> Kfuncs { get; } = [];

    public List<int> Tracepoints { get; } = [];

    public List<int> StructOps { get; } = [];

    /// <summary>Sets a mark of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="mark">The mark: 0 to 7.</param>
    /// <returns>Whether the node did not have the mark yet.</returns>
    public bool TryMark(int node, int mark)
    {
        ref byte marks = ref _marks[node];
        if ((marks >> mark & 1) != 0)
        {
            return false;
        }

        if (marks == 0)
        {
            _marked.Add(node);
        }

        marks |= (byte)(1 << mark);
        return true;
    }

    /// <summary>Removes all marks, and what was found.</summary>
    public void Clear()
    {
        foreach (int node in _marked)
        {
            _marks[node] = 0;
        }

        _marked.Clear();
        Work.Clear();
        foreach (List<int> found in (ReadOnlySpan<List<int>>)[Containing, Referring, Functions, Kfuncs, Tracepoints, StructOps])
        {
            found.Clear();
        }
    }
}

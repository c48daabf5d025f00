namespace Btf.Core.Equality;

/// <summary>
/// The types of one or several chains of objects as flat arrays. A node is a type; node 0 is void. A node's own words are stored apart from its references, so
/// comparing the words of two nodes ignores the types that they refer to.
/// </summary>
/// <param name="arena">The memory of the arrays, and of what is computed from the graph.</param>
/// <param name="words">All records. Names are numbers (see <see cref="NameNumbers"/>); type ids and the third word of a forward declaration are 0.</param>
/// <param name="starts">The start of each node's record in <paramref name="words"/>, and finally the end.</param>
/// <param name="edgeStarts">The start of each node's references in <paramref name="edges"/>, and finally the end.</param>
/// <param name="edges">The nodes that each node refers to, in the order of its words.</param>
/// <param name="labels">See <see cref="WithLabels"/>.</param>
internal sealed class TypeGraph(
    WorkArena arena, WorkArray<uint> words, WorkArray<int> starts, WorkArray<int> edgeStarts, WorkArray<int> edges, WorkArray<int> labels = default)
{
    /// <summary>The number of nodes, including void.</summary>
    public int Count => starts.Length - 1;

    public WorkArena Arena => arena;

    public WorkArray<int> Edges => edges;

    public WorkArray<int> EdgeStarts => edgeStarts;

    public WorkArray<int> Starts => starts;

    public WorkArray<uint> Words => words;

    /// <summary>Returns a node's own words.</summary>
    public ReadOnlySpan<uint> Record(int node) => words.AsSpan(starts[node], starts[node + 1] - starts[node]);

    /// <summary>Returns the nodes that a node refers to.</summary>
    public Span<int> Targets(int node) => edges.AsSpan(edgeStarts[node], edgeStarts[node + 1] - edgeStarts[node]);

    public BtfKind Kind(int node) => RecordFormat.Kind(words[starts[node] + 1]);

    public bool KindFlag(int node) => RecordFormat.KindFlag(words[starts[node] + 1]);

    public int Vlen(int node) => RecordFormat.Vlen(words[starts[node] + 1]);

    /// <summary>Returns the number of a node's name; 0 for none.</summary>
    public int Name(int node) => (int)words[starts[node]];

    /// <summary>Returns whether two nodes are equal, apart from the nodes they refer to.</summary>
    public bool IsLocallyEqual(int one, int other) => Record(one).SequenceEqual(Record(other));

    /// <summary>Returns whether a node equals no other node: variables and sections are places in a program, not types.</summary>
    public bool IsSingular(int node) => !HasLabels && (BtfKinds.Var | BtfKinds.DataSec | BtfKinds.LocSec).Includes(Kind(node));

    /// <summary>The label of each node; see <see cref="WithLabels"/>. Empty if no node has a label.</summary>
    public WorkArray<int> Labels => labels;

    /// <summary>Whether nodes have labels.</summary>
    public bool HasLabels => labels.Length != 0;

    /// <summary>Returns the same nodes with labels. For nodes that refer to a labelled node, only its label counts. No node is singular.</summary>
    /// <param name="newLabels">The label of each node; 0 for none.</param>
    public TypeGraph WithLabels(WorkArray<int> newLabels) => new(arena, words, starts, edgeStarts, edges, newLabels);

    /// <summary>Returns how referring nodes see a node: as its class, or as a negative number if it has a label.</summary>
    /// <param name="node">The node.</param>
    /// <param name="classOf">The class of each node.</param>
    public int Seen(int node, ReadOnlySpan<int> classOf) => !HasLabels || labels[node] == 0 ? classOf[node] : -labels[node];

    /// <summary>Returns the same nodes. What is computed from them goes into another arena.</summary>
    public TypeGraph In(WorkArena newArena) => new(newArena, words, starts, edgeStarts, edges, labels);

    /// <summary>Returns the same nodes with other references.</summary>
    public TypeGraph WithEdges(WorkArray<int> newEdges) => new(arena, words, starts, edgeStarts, newEdges);

    /// <summary>Returns the graph of some nodes, each of which stands for all nodes of its class.</summary>
    /// <param name="nodes">The nodes; the first is void.</param>
    /// <param name="classOf">The index in <paramref name="nodes"/> of each node's class.</param>
    public TypeGraph Quotient(ReadOnlySpan<int> nodes, ReadOnlySpan<int> classOf)
    {
        WorkArray<int> newStarts = arena.Take<int>(nodes.Length + 1);
        WorkArray<int> newEdgeStarts = arena.Take<int>(nodes.Length + 1);
        for (int i = 0; i < nodes.Length; i++)
        {
            newStarts[i + 1] = newStarts[i] + Record(nodes[i]).Length;
            newEdgeStarts[i + 1] = newEdgeStarts[i] + Targets(nodes[i]).Length;
        }

        WorkArray<uint> newWords = arena.Take<uint>(newStarts[nodes.Length]);
        WorkArray<int> newEdges = arena.Take<int>(newEdgeStarts[nodes.Length]);
        for (int i = 0; i < nodes.Length; i++)
        {
            Record(nodes[i]).CopyTo(newWords.Span[newStarts[i]..]);
            int edge = newEdgeStarts[i];
            foreach (int target in Targets(nodes[i]))
            {
                newEdges[edge++] = classOf[target];
            }
        }

        return new TypeGraph(arena, newWords, newStarts, newEdgeStarts, newEdges);
    }
}

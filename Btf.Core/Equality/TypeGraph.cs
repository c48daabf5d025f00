namespace Btf.Core.Equality;

/// <summary>
/// The types of one or several chains of objects as flat arrays. A node is a type; node 0 is void. A node's own words and its references to other nodes are
/// apart, so that "the same but for what it refers to" is an equality of words.
/// </summary>
/// <param name="words">All records: names as numbers (see <see cref="NameNumbers"/>), type ids as 0, the third word of a forward as 0.</param>
/// <param name="starts">Where each node's record starts in <paramref name="words"/>, and at last where they end.</param>
/// <param name="edgeStarts">Where each node's references start in <paramref name="edges"/>, and at last where they end.</param>
/// <param name="edges">The nodes that each node refers to, in the order of its words.</param>
/// <param name="labels">See <see cref="WithLabels"/>.</param>
internal sealed class TypeGraph(uint[] words, int[] starts, int[] edgeStarts, int[] edges, int[]? labels = null)
{
    /// <summary>The number of nodes, void counted.</summary>
    public int Count => starts.Length - 1;

    public int[] Edges => edges;

    public int[] EdgeStarts => edgeStarts;

    public int[] Starts => starts;

    public uint[] Words => words;

    /// <summary>A node's own words.</summary>
    public ReadOnlySpan<uint> Record(int node) => words.AsSpan(starts[node], starts[node + 1] - starts[node]);

    /// <summary>The nodes that a node refers to.</summary>
    public Span<int> Targets(int node) => edges.AsSpan(edgeStarts[node], edgeStarts[node + 1] - edgeStarts[node]);

    public BtfKind Kind(int node) => RecordFormat.Kind(words[starts[node] + 1]);

    public bool KindFlag(int node) => RecordFormat.KindFlag(words[starts[node] + 1]);

    public int Vlen(int node) => RecordFormat.Vlen(words[starts[node] + 1]);

    /// <summary>The number of a node's name; 0 for none.</summary>
    public int Name(int node) => (int)words[starts[node]];

    /// <summary>Whether two nodes are equal but for what they refer to.</summary>
    public bool IsLocallyEqual(int one, int other) => Record(one).SequenceEqual(Record(other));

    /// <summary>Whether a node equals no other one: variables and sections, which are places in a program rather than types.</summary>
    public bool IsSingular(int node) => labels is null && (BtfKinds.Var | BtfKinds.DataSec | BtfKinds.LocSec).Includes(Kind(node));

    /// <summary>What the nodes are for those that refer to them, by node; see <see cref="WithLabels"/>. Null where no node has a label.</summary>
    public int[]? Labels => labels;

    /// <summary>The same nodes, some with a label: for those that refer to such a node the label is all that counts. No node is singular.</summary>
    /// <param name="newLabels">By node: 0 for none.</param>
    public TypeGraph WithLabels(int[] newLabels) => new(words, starts, edgeStarts, edges, newLabels);

    /// <summary>What a node is for those that refer to it: its class, or a negative number for its label.</summary>
    /// <param name="node">The node.</param>
    /// <param name="classOf">The class of each node.</param>
    public int Seen(int node, ReadOnlySpan<int> classOf) => labels is null || labels[node] == 0 ? classOf[node] : -labels[node];

    /// <summary>The same nodes with other references.</summary>
    public TypeGraph WithEdges(int[] newEdges) => new(words, starts, edgeStarts, newEdges);

    /// <summary>The graph of some of the nodes, each of which stands for all nodes of its class.</summary>
    /// <param name="nodes">The nodes; the first is void.</param>
    /// <param name="classOf">The index in <paramref name="nodes"/> of each node's class.</param>
    public TypeGraph Quotient(ReadOnlySpan<int> nodes, ReadOnlySpan<int> classOf)
    {
        var newStarts = new int[nodes.Length + 1];
        var newEdgeStarts = new int[nodes.Length + 1];
        for (int i = 0; i < nodes.Length; i++)
        {
            newStarts[i + 1] = newStarts[i] + Record(nodes[i]).Length;
            newEdgeStarts[i + 1] = newEdgeStarts[i] + Targets(nodes[i]).Length;
        }

        var newWords = new uint[newStarts[^1]];
        var newEdges = new int[newEdgeStarts[^1]];
        for (int i = 0; i < nodes.Length; i++)
        {
            Record(nodes[i]).CopyTo(newWords.AsSpan(newStarts[i]));
            int edge = newEdgeStarts[i];
            foreach (int target in Targets(nodes[i]))
            {
                newEdges[edge++] = classOf[target];
            }
        }

        return new TypeGraph(newWords, newStarts, newEdgeStarts, newEdges);
    }
}

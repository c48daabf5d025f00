using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>The types of both sides in one graph, with their groups, classes and counterparts.</summary>
internal sealed class ComparedTypes
{
    private readonly string[] _partNames;
    private readonly Lazy<Referrers> _oldReferrers;
    private readonly Lazy<Referrers> _newReferrers;
    private readonly Lazy<BtfKind[]> _kinds;
    private readonly Lazy<DifferenceLevels> _levels;
    private readonly Lazy<ImpactRoles> _roles;

    private ComparedTypes(TypeGraph graph, NameNumbers names, IReadOnlyList<GraphPart> parts, int secondPart, string[] partNames)
    {
        Graph = graph;
        Names = names;
        Parts = parts;
        SecondNode = secondPart < parts.Count ? parts[secondPart].FirstNode : graph.Count;
        _partNames = partNames;
        ClassOf = TypeClasses.Partition(graph);
        Pairs = TypePairs.Find(this);
        graph.Arena.Keep();
        _oldReferrers = new Lazy<Referrers>(() => new Referrers(Graph, 0, SecondNode, Graph.Arena));
        _newReferrers = new Lazy<Referrers>(() => new Referrers(Graph, SecondNode, Graph.Count, Graph.Arena));
        _kinds = new Lazy<BtfKind[]>(ReadKinds);
        _levels = new Lazy<DifferenceLevels>(() => DifferenceLevels.Find(this));
        _roles = new Lazy<ImpactRoles>(() => ImpactRoles.Find(this));
    }

    /// <summary>The types. A type refers to groups of named types, not to the named types themselves: see <see cref="TypeLabels"/>.</summary>
    public TypeGraph Graph { get; }

    public NameNumbers Names { get; }

    public IReadOnlyList<GraphPart> Parts { get; }

    /// <summary>The first node of the new side.</summary>
    public int SecondNode { get; }

    /// <summary>By node: its class. Types of one class have equal declarations.</summary>
    public WorkArray<int> ClassOf { get; }

    public TypePairs Pairs { get; }

    public WorkArray<int> Labels => Graph.Labels;

    /// <summary>The kind of each node, for walks over very many nodes.</summary>
    public ReadOnlySpan<BtfKind> Kinds => _kinds.Value;

    /// <summary>The distance of each node from its nearest difference. The first read finds it.</summary>
    public DifferenceLevels Levels => _levels.Value;

    /// <summary>The types with a special meaning for BPF programs. The first read finds them.</summary>
    public ImpactRoles Roles => _roles.Value;

    /// <summary>Reads two sides.</summary>
    /// <exception cref="BtfFormatException">A type id or a string offset does not exist, or a kind is unknown.</exception>
    public static ComparedTypes Read(IReadOnlyList<NamedPart> old, IReadOnlyList<NamedPart> @new)
    {
        var names = new NameNumbers(new WorkArena(2 * old.Concat(@new).Sum(part => (long)part.Object.Data.Length)));
        TypeGraph graph = GraphReader.ReadSides(
            old.Select(part => part.Object), @new.Select(part => part.Object), names, out IReadOnlyList<GraphPart> parts, out int secondPart);
        var partNames = new string[parts.Count];
        for (int i = 0; i < partNames.Length; i++)
        {
            IReadOnlyList<NamedPart> side = i < secondPart ? old : @new;
            partNames[i] = side.FirstOrDefault(part => part.Object == parts[i].Object).Name ?? "";
        }

        return new ComparedTypes(graph.WithLabels(TypeLabels.Of(graph, names.Count)), names, parts, secondPart, partNames);
    }

    public bool IsOld(int node) => node < SecondNode;

    /// <summary>Returns the types of one side that refer to others of that side. The first call for a side finds them.</summary>
    public Referrers ReferrersOf(bool isOld) => (isOld ? _oldReferrers : _newReferrers).Value;

    /// <summary>Returns the references to a node: see <see cref="Equality.Referrers.Of"/>.</summary>
    public ReadOnlySpan<ulong> ReferrersOf(int node) => ReferrersOf(IsOld(node)).Of(node);

    /// <summary>Returns the index of the object with a node's type.</summary>
    public int PartOf(int node)
    {
        int low = 0;
        int high = Parts.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = Parts[middle].FirstNode <= node ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>Returns the name of the object with a node's type; empty for a base that is not compared itself.</summary>
    public string PartNameOf(int node) => _partNames[PartOf(node)];

    public BtfType TypeOf(int node)
    {
        GraphPart part = Parts[node == 0 ? 0 : PartOf(node)];
        return part.Object[node == 0 ? 0 : part.IdOf(node)];
    }

    /// <summary>Returns the node of a type; 0 if none of the objects has the type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isOld">The side to search: an object may be on both.</param>
    public int NodeOf(BtfType type, bool isOld)
    {
        foreach (GraphPart part in Parts)
        {
            if (part.Object == type.Object && IsOld(part.FirstNode) == isOld)
            {
                return part.NodeOf(type.Id);
            }
        }

        return 0;
    }

    /// <summary>Returns whether two nodes are the same type for types that refer to them.</summary>
    public bool LookSame(int one, int other) => Graph.Seen(one, ClassOf) == Graph.Seen(other, ClassOf);

    /// <summary>Returns whether a node's own declaration has no equal on the other side.</summary>
    public bool IsChanged(int node)
    {
        int partner = Pairs.PartnerOf[node];
        return Labels[node] != 0 && (partner == 0 || (ClassOf[partner] != ClassOf[node] && Pairs.PartnerOf[partner] == node));
    }

    /// <summary>Returns the text of a type in C.</summary>
    public string TextOf(int node) => TypeOf(node).ToString();

    private BtfKind[] ReadKinds()
    {
        var kinds = new BtfKind[Graph.Count];
        for (int node = 0; node < kinds.Length; node++)
        {
            kinds[node] = Graph.Kind(node);
        }

        return kinds;
    }

    /// <summary>Returns the text of a name.</summary>
    public string NameText(int number) => System.Text.Encoding.UTF8.GetString(Names.TextOf(number));
}

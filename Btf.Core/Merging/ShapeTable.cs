using Btf.Core.Equality;

namespace Btf.Core.Merging;

/// <summary>The settled types by shape (their own words), in the order in which libbpf finds them.</summary>
/// <remarks>
/// libbpf keeps its types in one hash table of lists. A new type goes to the front of its list, and each list is reversed whenever the table grows. This order
/// decides if a type equals two types that differ, because of the meanings of declarations.
/// </remarks>
internal sealed class ShapeTable
{
    private const int LeastCapacity = 4;

    private readonly TypeGraph _graph;
    private readonly Dictionary<ulong, Shape> _shapes = [];
    private readonly Dictionary<int, Links> _links = [];
    private long _count;
    private long _capacity;
    private bool _isTurned;

    /// <summary>Finds the shapes for which two types may have to be compared.</summary>
    /// <param name="graph">The types.</param>
    /// <param name="kinds">The kinds of types that are compared.</param>
    /// <param name="isOpen">The types that may equal another one.</param>
    public ShapeTable(TypeGraph graph, BtfKinds kinds, bool[] isOpen)
    {
        _graph = graph;
        for (int node = 1; node < graph.Count; node++)
        {
            if (isOpen[node] && kinds.Includes(graph.Kind(node)))
            {
                _shapes.TryAdd(HashOf(node), new Shape());
            }
        }
    }

    /// <summary>Counts a type that is in libbpf's table but is never compared here.</summary>
    public void CountOther()
    {
        if (_capacity == 0 || (_count + 1) * 4 / 3 > _capacity)
        {
            _capacity = Math.Max(_capacity * 2, LeastCapacity);
            _isTurned = !_isTurned;
        }

        _count++;
    }

    public void Add(int node)
    {
        CountOther();
        if (!_shapes.TryGetValue(HashOf(node), out Shape? shape))
        {
            return;
        }

        _links.Add(node, _isTurned ? new Links(shape.Last, 0) : new Links(0, shape.First));
        if (shape.First == 0)
        {
            (shape.First, shape.Last) = (node, node);
        }
        else if (_isTurned)
        {
            _links[shape.Last] = _links[shape.Last] with { Next = node };
            shape.Last = node;
        }
        else
        {
            _links[shape.First] = _links[shape.First] with { Previous = node };
            shape.First = node;
        }
    }

    /// <summary>Returns the settled type to compare first with a type of a shape; 0 for none. The caller also compares the shapes.</summary>
    public int First(int node) => !_shapes.TryGetValue(HashOf(node), out Shape? shape) ? 0 : _isTurned ? shape.Last : shape.First;

    /// <summary>Returns the type to compare next; 0 for none.</summary>
    public int Next(int candidate) => _isTurned ? _links[candidate].Previous : _links[candidate].Next;

    private ulong HashOf(int node) => TypeClasses.HashWords(_graph.Record(node));

    /// <summary>The neighbours in a list; 0 at its ends.</summary>
    private readonly record struct Links(int Previous, int Next);

    private sealed class Shape
    {
        public int First { get; set; }

        public int Last { get; set; }
    }
}

using Btf.Core.Equality;

namespace Btf.Core.Merging;

/// <summary>The settled types that a type may equal, in the order in which libbpf finds them.</summary>
/// <remarks>
/// Only types with equal <see cref="ForwardHashes"/> can be equal. libbpf keeps its types in one hash table of lists. A new type goes to the front of its list,
/// and each list is reversed whenever the table grows. This order decides if a type equals two types that differ, because of the meanings of declarations.
/// </remarks>
internal sealed class SettledTypes
{
    private const int LeastCapacity = 4;

    private readonly WorkArray<ulong> _hashes;
    private readonly Dictionary<ulong, Alike> _lists = [];
    private readonly Dictionary<int, Links> _links = [];
    private long _count;
    private long _capacity;
    private bool _isTurned;

    /// <summary>Finds the hashes for which two types may have to be compared.</summary>
    /// <param name="graph">The types.</param>
    /// <param name="hashes">The hash of each type.</param>
    /// <param name="kinds">The kinds of types that are compared.</param>
    /// <param name="isOpen">The types that may equal another one.</param>
    public SettledTypes(TypeGraph graph, WorkArray<ulong> hashes, BtfKinds kinds, ReadOnlySpan<bool> isOpen)
    {
        _hashes = hashes;
        for (int node = 1; node < graph.Count; node++)
        {
            if (isOpen[node] && kinds.Includes(graph.Kind(node)) && !_lists.ContainsKey(_hashes[node]))
            {
                _lists.Add(_hashes[node], new Alike());
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
        if (!_lists.TryGetValue(_hashes[node], out Alike? list))
        {
            return;
        }

        _links.Add(node, _isTurned ? new Links(list.Last, 0) : new Links(0, list.First));
        if (list.First == 0)
        {
            (list.First, list.Last) = (node, node);
        }
        else if (_isTurned)
        {
            _links[list.Last] = _links[list.Last] with { Next = node };
            list.Last = node;
        }
        else
        {
            _links[list.First] = _links[list.First] with { Previous = node };
            list.First = node;
        }
    }

    /// <summary>Returns the settled type to compare first with a type; 0 for none.</summary>
    public int First(int node) => !_lists.TryGetValue(_hashes[node], out Alike? list) ? 0 : _isTurned ? list.Last : list.First;

    /// <summary>Returns the type to compare next; 0 for none.</summary>
    public int Next(int candidate) => _isTurned ? _links[candidate].Previous : _links[candidate].Next;

    /// <summary>The neighbours in a list; 0 at its ends.</summary>
    private readonly record struct Links(int Previous, int Next);

    /// <summary>A list of types with equal hashes.</summary>
    private sealed class Alike
    {
        public int First { get; set; }

        public int Last { get; set; }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core.Equality;

/// <summary>
/// The classes of equal types of a graph. Two types are equal if their own words are equal and the types they refer to are equal in turn, through any loops.
/// This is the coarsest partition with that property.
/// </summary>
/// <remarks>
/// A few rounds of hashing distinguish nearly all different types. An exact check follows, and an exact refinement if the partition is too coarse. The time is
/// O(r log t) for t types with r references; the memory is linear.
/// </remarks>
internal sealed class TypeClasses
{
    // Nearly all different types of a kernel differ within this distance, so no refinement is needed, which would cost more than the rounds.
    private const int Rounds = 6;

    internal const ulong Odd = 0x9E37_79B9_7F4A_7C15;

    private readonly WorkArray<int> _classOf;
    private readonly WorkArray<int> _firsts;

    private TypeClasses(WorkArray<int> classOf, WorkArray<int> firsts)
    {
        _classOf = classOf;
        _firsts = firsts;
    }

    /// <summary>The number of classes. Class 0 is void's.</summary>
    public int Count => _firsts.Length;

    /// <summary>Each node's class. Classes are numbered in the order of their first nodes.</summary>
    public WorkArray<int> ClassOf => _classOf;

    /// <summary>The first node of each class.</summary>
    public WorkArray<int> Firsts => _firsts;

    /// <summary>Finds the classes of a graph.</summary>
    public static TypeClasses Of(TypeGraph graph)
    {
        WorkArray<int> classOf = Partition(graph, out int count);
        return new TypeClasses(classOf, Renumber(graph.Arena, classOf, count));
    }

    /// <summary>Finds the classes of another graph. It has the same nodes, but some of them refer to other nodes than in this graph.</summary>
    /// <param name="graph">The other graph. Nodes that differ in this graph must differ in it too.</param>
    public TypeClasses Refine(TypeGraph graph)
    {
        WorkArray<int> classOf = graph.Arena.Copy<int>(_classOf);
        int count = Count;
        Refine(graph, classOf, ref count);
        return new TypeClasses(classOf, Renumber(graph.Arena, classOf, count));
    }

    /// <summary>Returns the class of each node of a graph, numbered in any order.</summary>
    public static WorkArray<int> Partition(TypeGraph graph) => Partition(graph, out _);

    private static WorkArray<int> Partition(TypeGraph graph, out int count)
    {
        WorkArray<int> classOf = graph.Arena.Take<int>(graph.Count);
        using (graph.Arena.EnterScratch(ScratchFor(graph), out WorkArena scratch))
        {
            count = NodeGroups.Find(graph, HashAll(graph, scratch), classOf, scratch);
        }

        if (!IsStable(graph, classOf, count))
        {
            Refine(graph, classOf, ref count);
        }

        return classOf;
    }

    private static void Refine(TypeGraph graph, WorkArray<int> classOf, ref int count)
    {
        using WorkArena.Scope scope = graph.Arena.EnterScratch(ScratchFor(graph), out WorkArena scratch);
        var refiner = new PartitionRefiner(graph, classOf, count, scratch);
        do
        {
            // Sums of hashes can collide, although no case is known. If so, refine again with other hashes.
            count = refiner.Refine();
        }
        while (!IsStable(graph, classOf, count));
    }

    // Three arrays of hashes. The slots of groups then take the place of two of them.
    private static long ScratchFor(TypeGraph graph) => 4L * sizeof(ulong) * graph.Count;

    private static WorkArray<ulong> HashAll(TypeGraph graph, WorkArena scratch) =>
        graph.HasLabels ? LabelledHashes.Of(graph, Rounds, scratch) : HashRounds(graph, scratch);

    /// <summary>Returns the hash of each node's own words.</summary>
    internal static WorkArray<ulong> HashRecords(TypeGraph graph, WorkArena scratch)
    {
        WorkArray<ulong> hashes = scratch.Take<ulong>(graph.Count);
        TwoThreads.Run(graph.Count, (first, end) =>
        {
            for (int node = first; node < end; node++)
            {
                ulong hash = HashWords(graph.Record(node));
                hashes[node] = graph.IsSingular(node) ? Mix(hash, (ulong)node) : hash;
            }
        });

        return hashes;
    }

    private static WorkArray<ulong> HashRounds(TypeGraph graph, WorkArena scratch)
    {
        WorkArray<ulong> result = scratch.Take<ulong>(graph.Count);
        using WorkArena.Scope scope = scratch.EnterScratch(0, out WorkArena inner);
        WorkArray<ulong> local = HashRecords(graph, inner);
        WorkArray<ulong> other = inner.Take<ulong>(graph.Count);
        WorkArray<ulong> from = local;
        for (int round = 1; round <= Rounds; round++)
        {
            // The last round writes the result.
            WorkArray<ulong> last = from;
            WorkArray<ulong> to = (Rounds - round) % 2 == 0 ? result : other;
            TwoThreads.Run(graph.Count, (first, end) => HashRound(graph, local, last, to, first, end));
            from = to;
        }

        return result;
    }

    /// <summary>Hashes some nodes with the hashes of the nodes they refer to.</summary>
    private static void HashRound(TypeGraph graph, Span<ulong> local, Span<ulong> from, Span<ulong> to, int first, int end)
    {
        ReadOnlySpan<int> edges = graph.Edges;
        ReadOnlySpan<int> starts = graph.EdgeStarts;
        int edge = starts[first];
        for (int node = first; node < end; node++)
        {
            int last = starts[node + 1];
            ulong hash = local[node];
            for (; edge < last; edge++)
            {
                hash = Mix(hash, from[edges[edge]]);
            }

            to[node] = hash;
        }
    }

    /// <summary>Hashes a node's own words.</summary>
    internal static ulong HashWords(ReadOnlySpan<uint> words)
    {
        ulong hash = words.Length > 3 ? words[^1] : 0;
        foreach (ulong pair in MemoryMarshal.Cast<uint, ulong>(words))
        {
            hash = Mix(hash, pair);
        }

        return Mix(hash, words[2]);
    }

    internal static ulong Mix(ulong hash, ulong value)
    {
        hash = (BitOperations.RotateLeft(hash, 23) ^ value) * Odd;
        return hash ^ hash >> 32;
    }

    /// <summary>Returns whether the nodes of each class refer to the same classes. If so, they are equal, because their words are.</summary>
    private static bool IsStable(TypeGraph graph, WorkArray<int> classOf, int count)
    {
        if (count == classOf.Length)
        {
            return true;
        }

        using WorkArena.Scope scope = graph.Arena.EnterScratch((long)sizeof(int) * count, out WorkArena scratch);
        WorkArray<int> firsts = scratch.Take<int>(count);
        for (int node = classOf.Length - 1; node >= 0; node--)
        {
            firsts[classOf[node]] = node;
        }

        WorkArray<int> seen = graph.HasLabels ? SeenOf(graph, classOf, scratch) : classOf;
        bool[] differ = new bool[2];
        TwoThreads.Run(classOf.Length, (first, end) => differ[first == 0 ? 0 : 1] = !AreLikeFirsts(graph, classOf, firsts, seen, first, end));
        return !differ[0] && !differ[1];
    }

    /// <summary>Returns how referring nodes see each node: see <see cref="TypeGraph.Seen"/>.</summary>
    private static WorkArray<int> SeenOf(TypeGraph graph, WorkArray<int> classOf, WorkArena scratch)
    {
        WorkArray<int> seen = scratch.Take<int>(classOf.Length);
        for (int node = 0; node < seen.Length; node++)
        {
            seen[node] = graph.Seen(node, classOf);
        }

        return seen;
    }

    /// <summary>Returns whether some nodes refer to the same classes as the first nodes of their classes.</summary>
    private static bool AreLikeFirsts(TypeGraph graph, Span<int> classOf, Span<int> firsts, Span<int> seen, int start, int end)
    {
        const int ahead = 12;
        for (int node = start; node < end; node++)
        {
            if (node + ahead < end)
            {
                int next = firsts[classOf[node + ahead]];
                Cache.Prefetch(ref Unsafe.Add(ref MemoryMarshal.GetReference(graph.Edges.Span), graph.EdgeStarts[next]));
            }

            int first = firsts[classOf[node]];
            if (first == node)
            {
                continue;
            }

            ReadOnlySpan<int> one = graph.Targets(first);
            ReadOnlySpan<int> other = graph.Targets(node);
            for (int i = 0; i < one.Length; i++)
            {
                if (seen[one[i]] != seen[other[i]])
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static WorkArray<int> Renumber(WorkArena arena, WorkArray<int> classOf, int count)
    {
        WorkArray<int> firsts = arena.Take<int>(count);
        using WorkArena.Scope scope = arena.EnterScratch((long)sizeof(int) * count, out WorkArena scratch);
        WorkArray<int> numbers = scratch.Take<int>(count);
        int next = 0;
        for (int node = 0; node < classOf.Length; node++)
        {
            ref int number = ref numbers[classOf[node]];
            if (number == 0)
            {
                firsts[next] = node;
                number = ++next;
            }

            classOf[node] = number - 1;
        }

        return firsts;
    }
}

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

    private readonly int[] _classOf;
    private readonly int[] _firsts;

    private TypeClasses(int[] classOf, int[] firsts)
    {
        _classOf = classOf;
        _firsts = firsts;
    }

    /// <summary>The number of classes. Class 0 is void's.</summary>
    public int Count => _firsts.Length;

    /// <summary>Each node's class. Classes are numbered in the order of their first nodes.</summary>
    public ReadOnlySpan<int> ClassOf => _classOf;

    /// <summary>The first node of each class.</summary>
    public ReadOnlySpan<int> Firsts => _firsts;

    /// <summary>Finds the classes of a graph.</summary>
    public static TypeClasses Of(TypeGraph graph)
    {
        int[] classOf = Partition(graph, out int count);
        return new TypeClasses(classOf, Renumber(classOf, count));
    }

    /// <summary>Returns the class of each node of a graph, numbered in any order.</summary>
    public static int[] Partition(TypeGraph graph) => Partition(graph, out _);

    private static int[] Partition(TypeGraph graph, out int count)
    {
        int[] classOf = NodeGroups.Of(graph, HashAll(graph), out count);
        if (!IsStable(graph, classOf, count))
        {
            var refiner = new PartitionRefiner(graph, classOf, count);
            do
            {
                // Sums of hashes can collide, although no case is known. If so, refine again with other hashes.
                count = refiner.Refine();
            }
            while (!IsStable(graph, classOf, count));
        }

        return classOf;
    }

    private static ulong[] HashAll(TypeGraph graph)
    {
        int count = graph.Count;
        ulong[] local = GC.AllocateUninitializedArray<ulong>(count);
        TwoThreads.Run(count, (first, end) =>
        {
            for (int node = first; node < end; node++)
            {
                ulong hash = HashWords(graph.Record(node));
                local[node] = graph.IsSingular(node) ? Mix(hash, (ulong)node) : hash;
            }
        });

        return graph.Labels is null ? HashRounds(graph, local) : LabelledHashes.Of(graph, graph.Labels, local, Rounds);
    }

    private static ulong[] HashRounds(TypeGraph graph, ulong[] local)
    {
        ulong[] last = local;
        ulong[] next = GC.AllocateUninitializedArray<ulong>(graph.Count);
        for (int round = 0; round < Rounds; round++)
        {
            (ulong[] from, ulong[] to) = (last, next);
            TwoThreads.Run(graph.Count, (first, end) => HashRound(graph, local, from, to, first, end));
            (last, next) = (next, ReferenceEquals(last, local) ? GC.AllocateUninitializedArray<ulong>(graph.Count) : last);
        }

        return last;
    }

    /// <summary>Hashes some nodes with the hashes of the nodes they refer to.</summary>
    private static void HashRound(TypeGraph graph, ulong[] local, ulong[] from, ulong[] to, int first, int end)
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
    private static bool IsStable(TypeGraph graph, int[] classOf, int count)
    {
        if (count == classOf.Length)
        {
            return true;
        }

        int[] firsts = GC.AllocateUninitializedArray<int>(count);
        for (int node = classOf.Length - 1; node >= 0; node--)
        {
            firsts[classOf[node]] = node;
        }

        int[] seen = graph.Labels is null ? classOf : SeenOf(graph, classOf);
        bool[] differ = new bool[2];
        TwoThreads.Run(classOf.Length, (first, end) => differ[first == 0 ? 0 : 1] = !AreLikeFirsts(graph, classOf, firsts, seen, first, end));
        return !differ[0] && !differ[1];
    }

    /// <summary>Returns how referring nodes see each node: see <see cref="TypeGraph.Seen"/>.</summary>
    private static int[] SeenOf(TypeGraph graph, int[] classOf)
    {
        int[] seen = GC.AllocateUninitializedArray<int>(classOf.Length);
        for (int node = 0; node < seen.Length; node++)
        {
            seen[node] = graph.Seen(node, classOf);
        }

        return seen;
    }

    /// <summary>Returns whether some nodes refer to the same classes as the first nodes of their classes.</summary>
    private static bool AreLikeFirsts(TypeGraph graph, int[] classOf, int[] firsts, int[] seen, int start, int end)
    {
        const int ahead = 12;
        for (int node = start; node < end; node++)
        {
            if (node + ahead < end)
            {
                int next = firsts[classOf[node + ahead]];
                Cache.Prefetch(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(graph.Edges), graph.EdgeStarts[next]));
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

    private static int[] Renumber(int[] classOf, int count)
    {
        var numbers = new int[count];
        var firsts = new int[count];
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

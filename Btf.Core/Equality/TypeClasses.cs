using System.Numerics;
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

    // A bit of the upper half, which the choice of a slot does not use.
    private const ulong HalfBit = 1UL << 63;

    private const ulong Odd = 0x9E37_79B9_7F4A_7C15;

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
        int[] classOf = Group(graph, HashAll(graph), out int count);
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

        return new TypeClasses(classOf, Renumber(classOf, count));
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

        ulong[] last = graph.Labels is null ? local : Label(graph.Labels, local);
        ulong[] next = GC.AllocateUninitializedArray<ulong>(count);
        for (int round = 0; round < Rounds; round++)
        {
            int[]? labels = round == Rounds - 1 ? null : graph.Labels;
            (ulong[] from, ulong[] to) = (last, next);
            TwoThreads.Run(count, (first, end) => HashRound(graph, labels, local, from, to, first, end));
            (last, next) = (next, ReferenceEquals(last, local) ? GC.AllocateUninitializedArray<ulong>(count) : last);
        }

        return last;
    }

    /// <summary>Hashes some nodes with the hashes of the nodes they refer to.</summary>
    private static void HashRound(TypeGraph graph, int[]? labels, ulong[] local, ulong[] from, ulong[] to, int first, int end)
    {
        ReadOnlySpan<int> edges = graph.Edges;
        ReadOnlySpan<int> starts = graph.EdgeStarts;
        int edge = starts[first];
        for (int node = first; node < end; node++)
        {
            int last = starts[node + 1];
            if (labels is not null && labels[node] != 0)
            {
                to[node] = from[node];
                edge = last;
                continue;
            }

            ulong hash = local[node];
            for (; edge < last; edge++)
            {
                hash = Mix(hash, from[edges[edge]]);
            }

            to[node] = hash;
        }
    }

    /// <summary>Returns the hashes before the first round: a label's hash for nodes with a label, else that of the node's own words.</summary>
    private static ulong[] Label(int[] labels, ulong[] local)
    {
        var seen = new ulong[labels.Length];
        for (int node = 0; node < seen.Length; node++)
        {
            seen[node] = labels[node] == 0 ? local[node] : Mix(Odd, (ulong)labels[node]);
        }

        return seen;
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

    private static ulong Mix(ulong hash, ulong value)
    {
        hash = (BitOperations.RotateLeft(hash, 23) ^ value) * Odd;
        return hash ^ hash >> 32;
    }

    /// <summary>Groups nodes with equal hashes and equal words into classes.</summary>
    private static int[] Group(TypeGraph graph, ulong[] hashes, out int count)
    {
        int[] classOf = GC.AllocateUninitializedArray<int>(graph.Count);
        if (!TwoThreads.AreWorthFor(graph.Count))
        {
            count = Group(graph, hashes, classOf, 0, 0);
            return classOf;
        }

        // Nodes of a class have the same hash. So each thread takes half of the hashes, and the second thread's classes follow those of the first.
        int[] counts = new int[2];
        TwoThreads.Run(half => counts[half] = Group(graph, hashes, classOf, HalfBit, half));
        foreach (ref int number in classOf.AsSpan())
        {
            number = number < 0 ? (number & int.MaxValue) + counts[0] : number;
        }

        count = counts[0] + counts[1];
        return classOf;
    }

    /// <summary>Groups the nodes of one half, which a bit of the hash selects.</summary>
    /// <param name="graph">The types.</param>
    /// <param name="hashes">The hash of each node.</param>
    /// <param name="classOf">Receives the classes, numbered from 0; those of half 1 have the sign bit set.</param>
    /// <param name="bit">The bit that selects the half; 0 to take all nodes.</param>
    /// <param name="half">1 for the hashes with the bit set, else 0.</param>
    /// <returns>The number of classes.</returns>
    private static int Group(TypeGraph graph, ulong[] hashes, int[] classOf, ulong bit, int half)
    {
        ulong wanted = half == 0 ? 0 : bit;
        int flag = half << 31;

        // A slot holds the upper half of the hash and the node, so most different nodes are told apart without reading their words.
        uint expected = 0;
        foreach (ulong hash in hashes)
        {
            expected += (hash & bit) == wanted ? 1u : 0;
        }

        var slots = new ulong[BitOperations.RoundUpToPowerOf2(expected + expected / 2 + 1)];
        int mask = slots.Length - 1;
        int count = 0;
        for (int node = 0; node < classOf.Length; node++)
        {
            ulong hash = hashes[node];
            if ((hash & bit) != wanted)
            {
                continue;
            }

            ulong entry = (hash & 0xFFFF_FFFF_0000_0000) | ((uint)node + 1);
            int slot = (int)hash & mask;
            while (true)
            {
                ulong known = slots[slot];
                if (known == 0)
                {
                    slots[slot] = entry;
                    classOf[node] = count++ | flag;
                    break;
                }

                int other = (int)(uint)known - 1;
                if ((known ^ entry) >> 32 == 0 && hashes[other] == hash && IsLocallySame(graph, other, node))
                {
                    classOf[node] = classOf[other];
                    break;
                }

                slot = (slot + 1) & mask;
            }
        }

        return count;
    }

    private static bool IsLocallySame(TypeGraph graph, int one, int other) => graph.IsLocallyEqual(one, other) && !graph.IsSingular(one);

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

        bool[] differ = new bool[2];
        TwoThreads.Run(classOf.Length, (first, end) => differ[first == 0 ? 0 : 1] = !AreLikeFirsts(graph, classOf, firsts, first, end));
        return !differ[0] && !differ[1];
    }

    /// <summary>Returns whether some nodes refer to the same classes as the first nodes of their classes.</summary>
    private static bool AreLikeFirsts(TypeGraph graph, int[] classOf, int[] firsts, int start, int end)
    {
        for (int node = start; node < end; node++)
        {
            int first = firsts[classOf[node]];
            if (first == node)
            {
                continue;
            }

            ReadOnlySpan<int> one = graph.Targets(first);
            ReadOnlySpan<int> other = graph.Targets(node);
            for (int i = 0; i < one.Length; i++)
            {
                if (graph.Seen(one[i], classOf) != graph.Seen(other[i], classOf))
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

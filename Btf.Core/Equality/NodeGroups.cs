using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core.Equality;

/// <summary>Groups nodes with equal hashes and equal words. Each of two threads takes half of the hashes, because equal nodes have equal hashes.</summary>
internal sealed class NodeGroups
{
    // A bit of the upper half, which the choice of a slot does not use.
    private const ulong HalfBit = 1UL << 63;

    private const int Ahead = 16;

    private readonly TypeGraph _graph;
    private readonly WorkArena _scratch;
    private readonly WorkArray<ulong> _hashes;
    private readonly WorkArray<int> _labels;
    private readonly WorkArray<int> _groupOf;

    private NodeGroups(TypeGraph graph, WorkArray<ulong> hashes, WorkArray<int> groupOf, WorkArena scratch)
    {
        _graph = graph;
        _hashes = hashes;
        _scratch = scratch;
        _labels = graph.Labels;
        _groupOf = groupOf;
    }

    /// <summary>Groups the nodes.</summary>
    /// <param name="graph">The types.</param>
    /// <param name="hashes">The hash of each node.</param>
    /// <param name="groupOf">Takes the group of each node, numbered from 0.</param>
    /// <param name="scratch">The memory of the table.</param>
    /// <returns>The number of groups.</returns>
    public static int Find(TypeGraph graph, WorkArray<ulong> hashes, WorkArray<int> groupOf, WorkArena scratch)
    {
        var groups = new NodeGroups(graph, hashes, groupOf, scratch);
        if (!TwoThreads.AreWorthFor(graph.Count))
        {
            return groups.Group(0, 0);
        }

        // The second thread's groups follow those of the first.
        int[] counts = new int[2];
        TwoThreads.Run(half => counts[half] = groups.Group(HalfBit, half));
        foreach (ref int number in groupOf.Span)
        {
            number = number < 0 ? (number & int.MaxValue) + counts[0] : number;
        }

        return counts[0] + counts[1];
    }

    /// <summary>Groups the nodes of one half, which a bit of the hash selects.</summary>
    /// <param name="bit">The bit that selects the half; 0 to take all nodes.</param>
    /// <param name="half">1 for the hashes with the bit set, else 0. The numbers of half 1 have the sign bit set.</param>
    /// <returns>The number of groups.</returns>
    private int Group(ulong bit, int half)
    {
        ulong wanted = half == 0 ? 0 : bit;
        int flag = half << 31;
        ReadOnlySpan<ulong> hashes = _hashes;
        Span<int> groupOf = _groupOf;
        bool hasLabels = _labels.Length != 0;

        // A slot holds the upper half of the hash and the node, so most different nodes are told apart without reading their words.
        Span<ulong> slots = _scratch.Take<ulong>(SlotCount(bit, wanted));
        int mask = slots.Length - 1;
        int count = 0;
        for (int node = 0; node < groupOf.Length; node++)
        {
            if (node + Ahead < groupOf.Length && (hashes[node + Ahead] & bit) == wanted)
            {
                LoadAhead(slots, node + Ahead);
            }

            ulong hash = hashes[node];
            if ((hash & bit) != wanted)
            {
                continue;
            }

            // Types with different labels differ. So the first type of a label equals none before it, and the others are compared with it first.
            int label = hasLabels ? _labels[node] : 0;
            if (label != 0 && (label == node || (hashes[label] == hash && IsSame(label, node))))
            {
                groupOf[node] = label == node ? count++ | flag : groupOf[label];
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
                    groupOf[node] = count++ | flag;
                    break;
                }

                int other = (int)(uint)known - 1;
                if ((known ^ entry) >> 32 == 0 && hashes[other] == hash && IsSame(other, node))
                {
                    groupOf[node] = groupOf[other];
                    break;
                }

                slot = (slot + 1) & mask;
            }
        }

        return count;
    }

    private int SlotCount(ulong bit, ulong wanted)
    {
        uint expected = 0;
        for (int node = 0; node < _hashes.Length; node++)
        {
            expected += (_hashes[node] & bit) == wanted && (_labels.Length == 0 || _labels[node] != node) ? 1u : 0;
        }

        return (int)BitOperations.RoundUpToPowerOf2(expected + expected / 2 + 1);
    }

    /// <summary>Has the processor load what <see cref="Group"/> will read for a node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LoadAhead(Span<ulong> slots, int node)
    {
        int label = _labels.Length == 0 ? 0 : _labels[node];
        if (label == 0)
        {
            Cache.Prefetch(ref slots[(int)_hashes[node] & (slots.Length - 1)]);
        }
        else if (label != node)
        {
            Cache.Prefetch(ref _hashes[label]);
            Cache.Prefetch(ref Unsafe.Add(ref MemoryMarshal.GetReference(_graph.Words.Span), _graph.Starts[label]));
        }
    }

    private bool IsSame(int one, int other) => _graph.IsLocallyEqual(one, other) && !_graph.IsSingular(one);
}

using Btf.Core.Equality;

namespace Btf.Core.Merging;

/// <summary>
/// Hashes that are equal for two types if the types are equal once declarations count as the definitions with their names. To a type that refers to it, each
/// declaration, structure and union with a name is only that name.
/// </summary>
internal static class ForwardHashes
{
    // Only nameless types refer to each other without a name between them, and these do so in loops only in crafted data.
    private const int Rounds = 2;

    public static WorkArray<ulong> Of(TypeGraph graph, WorkArena scratch)
    {
        WorkArray<int> labels = scratch.Take<int>(graph.Count);
        for (int node = 1; node < graph.Count; node++)
        {
            BtfKind kind = graph.Kind(node);
            kind = kind == BtfKind.Fwd ? CompositeForwards.KindOf(graph, node) : kind;
            if (BtfKinds.Composite.Includes(kind) && graph.Name(node) != 0)
            {
                // The number of a name is less than 2^30, because each name takes two bytes of at most 2^31.
                labels[node] = graph.Name(node) * 2 + (kind == BtfKind.Union ? 1 : 0);
            }
        }

        return LabelledHashes.Of(graph.WithLabels(labels), Rounds, scratch);
    }
}

using System.Buffers.Binary;

namespace Btf.Core.Comparison;

/// <summary>Makes the list of changes.</summary>
internal static class ChangeList
{
    // The order in which people read: what has members first.
    private static readonly BtfKind[] _order =
    [
        BtfKind.Struct, BtfKind.Union, BtfKind.Enum, BtfKind.Enum64, BtfKind.Typedef, BtfKind.Func, BtfKind.Var, BtfKind.DataSec, BtfKind.Int, BtfKind.Float, BtfKind.Fwd,
    ];

    /// <summary>Lists the changes of what is compared itself, ordered by kind and name.</summary>
    public static BtfTypeChange[] Make(ComparedTypes types, IReadOnlyList<NamedPart> old, IReadOnlyList<NamedPart> @new)
    {
        bool[] isListed = [.. types.Parts.Select((part, i) => Has(types.IsOld(part.FirstNode) ? old : @new, part.Object))];
        TagChanges tags = TagChanges.Find(types);
        var isTagged = new bool[types.Graph.Count];
        foreach (int node in tags.Parts.Keys)
        {
            isTagged[node] = true;
        }

        List<BtfTypeChange> changes = [];
        for (int i = 0; i < isListed.Length; i++)
        {
            if (!isListed[i])
            {
                continue;
            }

            bool isOld = types.IsOld(types.Parts[i].FirstNode);
            for (int node = types.Parts[i].FirstNode; node < types.Parts[i].EndNode; node++)
            {
                int partner = types.Pairs.PartnerOf[node];
                (int first, int second) = isOld ? (node, partner) : (partner, node);
                if (!types.IsChanged(node) && !isTagged[first])
                {
                    continue;
                }

                // A pair is listed once: on the old side where that is listed.
                if (isOld || partner == 0 || !isListed[types.PartOf(partner)])
                {
                    changes.Add(new BtfTypeChange(types, first, second, tags.Parts.GetValueOrDefault(first)));
                }
            }
        }

        foreach (int node in tags.Loose)
        {
            if (isListed[types.PartOf(node)])
            {
                changes.Add(types.IsOld(node) ? new BtfTypeChange(types, node, 0) : new BtfTypeChange(types, 0, node));
            }
        }

        return Sort(changes);
    }

    private static bool Has(IReadOnlyList<NamedPart> side, BtfObject btf) => side.Any(part => part.Object == btf);

    /// <summary>Sorts by kind, name and module: first by what fits into a number, then within equal numbers.</summary>
    private static BtfTypeChange[] Sort(List<BtfTypeChange> changes)
    {
        BtfTypeChange[] sorted = [.. changes];
        UInt128[] keys = [.. sorted.Select(KeyOf)];
        Array.Sort(keys, sorted);
        int start = 0;
        for (int end = 1; end <= keys.Length; end++)
        {
            if (end == keys.Length || keys[end] != keys[start])
            {
                sorted.AsSpan(start, end - start).Sort(Compare);
                start = end;
            }
        }

        return sorted;
    }

    private static int RankOf(BtfKind kind) => Array.IndexOf(_order, kind == BtfKind.Enum64 ? BtfKind.Enum : kind) is >= 0 and int rank ? rank : _order.Length;

    /// <summary>The kind in the upper 4 bits, then the name's first bytes.</summary>
    private static UInt128 KeyOf(BtfTypeChange change)
    {
        Span<byte> start = stackalloc byte[16];
        start.Clear();
        ReadOnlySpan<byte> name = change.SortText;
        name[..Math.Min(name.Length, start.Length)].CopyTo(start);
        return (UInt128)(uint)RankOf(change.Kind) << 124 | BinaryPrimitives.ReadUInt128BigEndian(start) >> 4;
    }

    private static int Compare(BtfTypeChange one, BtfTypeChange other) =>
        one.SortText.SequenceCompareTo(other.SortText) is not 0 and int byName ? byName
        : string.CompareOrdinal(one.ModuleName, other.ModuleName) is not 0 and int byModule ? byModule
        : one.Node.CompareTo(other.Node);
}

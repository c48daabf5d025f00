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
        List<BtfTypeChange> changes = [];
        for (int i = 0; i < isListed.Length; i++)
        {
            for (int node = types.Parts[i].FirstNode; node < types.Parts[i].EndNode; node++)
            {
                int partner = types.Pairs.PartnerOf[node];
                bool isOld = types.IsOld(node);
                bool isFirst = isOld || partner == 0 || !isListed[types.PartOf(partner)];
                bool isTagged = isOld ? tags.Parts.ContainsKey(node) : partner != 0 && tags.Parts.ContainsKey(partner);
                if (!isListed[i] || !isFirst || !(types.IsChanged(node) || isTagged))
                {
                    continue;
                }

                (int first, int second) = isOld ? (node, partner) : (partner, node);
                changes.Add(new BtfTypeChange(types, first, second, tags.Parts.GetValueOrDefault(first)));
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

    private static BtfTypeChange[] Sort(List<BtfTypeChange> changes)
    {
        BtfTypeChange[] sorted = [.. changes];
        (int Kind, string Name, string Module, int Index)[] keys =
            [.. changes.Select((change, i) => (RankOf(change.Kind), change.SortName, change.ModuleName, i))];
        Array.Sort(keys, sorted, Comparer<(int Kind, string Name, string Module, int Index)>.Create(Compare));
        return sorted;
    }

    private static int RankOf(BtfKind kind) => Array.IndexOf(_order, kind == BtfKind.Enum64 ? BtfKind.Enum : kind) is >= 0 and int rank ? rank : _order.Length;

    private static int Compare((int Kind, string Name, string Module, int Index) one, (int Kind, string Name, string Module, int Index) other) =>
        one.Kind != other.Kind ? one.Kind.CompareTo(other.Kind)
        : string.CompareOrdinal(one.Name, other.Name) is not 0 and int byName ? byName
        : string.CompareOrdinal(one.Module, other.Module) is not 0 and int byModule ? byModule
        : one.Index.CompareTo(other.Index);
}

using System.Buffers.Binary;
using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>Makes the list of changes.</summary>
internal static class ChangeList
{
    // The order for readers: kinds with members first.
    private static readonly BtfKind[] _order =
    [
        BtfKind.Struct, BtfKind.Union, BtfKind.Enum, BtfKind.Enum64, BtfKind.Typedef, BtfKind.Func, BtfKind.Var, BtfKind.DataSec, BtfKind.Int, BtfKind.Float, BtfKind.Fwd,
    ];

    /// <summary>Lists the changes in the compared objects, without those in their bases, ordered by kind and name.</summary>
    public static BtfTypeChange[] Make(ComparedTypes types, IReadOnlyList<NamedPart> old, IReadOnlyList<NamedPart> @new)
    {
        bool[] isListed = [.. types.Parts.Select((part, i) => Has(types.IsOld(part.FirstNode) ? old : @new, part.Object))];
        TagChanges tags = TagChanges.Find(types);
        var isTagged = new bool[types.Graph.Count];
        foreach (int node in tags.Parts.Keys)
        {
            isTagged[node] = true;
        }

        var sides = new (UInt128[] Keys, BtfTypeChange[] Changes)[2];
        TwoThreads.RunHalves(types.Graph.Count, half =>
        {
            List<BtfTypeChange> changes = [];
            for (int i = 0; i < isListed.Length; i++)
            {
                if (isListed[i] && types.IsOld(types.Parts[i].FirstNode) == (half == 0))
                {
                    Add(changes, types, types.Parts[i], isListed, tags, isTagged);
                }
            }

            foreach (int node in tags.Loose)
            {
                if (isListed[types.PartOf(node)] && types.IsOld(node) == (half == 0))
                {
                    changes.Add(half == 0 ? new BtfTypeChange(types, node, 0) : new BtfTypeChange(types, 0, node));
                }
            }

            sides[half] = Sort(changes);
        });
        GC.KeepAlive(types);
        return Merge(sides[0].Keys, sides[0].Changes, sides[1].Keys, sides[1].Changes);
    }

    /// <summary>Adds the changes of one object. A pair is listed once: on the old side, if the old type's object is listed.</summary>
    private static void Add(List<BtfTypeChange> changes, ComparedTypes types, GraphPart part, bool[] isListed, TagChanges tags, bool[] isTagged)
    {
        ReadOnlySpan<int> labels = types.Labels;
        ReadOnlySpan<int> partners = types.Pairs.PartnerOf;
        bool isOld = types.IsOld(part.FirstNode);
        for (int node = part.FirstNode; node < part.EndNode; node++)
        {
            if (labels[node] == 0)
            {
                continue;
            }

            int partner = partners[node];
            (int first, int second) = isOld ? (node, partner) : (partner, node);
            if (isOld || partner == 0 || !isListed[types.PartOf(partner)])
            {
                if (isTagged[first])
                {
                    changes.Add(new BtfTypeChange(types, first, second, tags.Parts[first]));
                }
                else if (types.IsChanged(node))
                {
                    changes.Add(new BtfTypeChange(types, first, second));
                }
            }
        }
    }

    private static bool Has(IReadOnlyList<NamedPart> side, BtfObject btf) => side.Any(part => part.Object == btf);

    /// <summary>Sorts by kind, name and module: first by a number that holds the start of that key, then changes with equal numbers by the whole key.</summary>
    private static (UInt128[] Keys, BtfTypeChange[] Changes) Sort(List<BtfTypeChange> changes)
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

        return (keys, sorted);
    }

    private static BtfTypeChange[] Merge(UInt128[] oldKeys, BtfTypeChange[] old, UInt128[] newKeys, BtfTypeChange[] @new)
    {
        var merged = new BtfTypeChange[old.Length + @new.Length];
        int nextOld = 0;
        int nextNew = 0;
        while (nextOld < old.Length && nextNew < @new.Length)
        {
            (UInt128 oldKey, UInt128 newKey) = (oldKeys[nextOld], newKeys[nextNew]);
            bool isOld = oldKey == newKey ? Compare(old[nextOld], @new[nextNew]) <= 0 : oldKey < newKey;
            merged[nextOld + nextNew] = isOld ? old[nextOld++] : @new[nextNew++];
        }

        old.AsSpan(nextOld).CopyTo(merged.AsSpan(nextOld + nextNew));
        @new.AsSpan(nextNew).CopyTo(merged.AsSpan(old.Length + nextNew));
        return merged;
    }

    private static int RankOf(BtfKind kind) => Array.IndexOf(_order, kind == BtfKind.Enum64 ? BtfKind.Enum : kind) is >= 0 and int rank ? rank : _order.Length;

    /// <summary>Returns the kind in the upper 4 bits, then the name's first bytes.</summary>
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

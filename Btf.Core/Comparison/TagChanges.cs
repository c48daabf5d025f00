using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>Finds declaration tags that only one side has.</summary>
internal sealed class TagChanges
{
    private readonly ComparedTypes _types;
    private readonly Dictionary<int, List<BtfPartChange>> _parts = [];
    private readonly List<int> _loose = [];

    private TagChanges(ComparedTypes types) => _types = types;

    /// <summary>The changes of tags, by the node of the tagged type; for a pair of types, the old one's node.</summary>
    public IReadOnlyDictionary<int, List<BtfPartChange>> Parts => _parts;

    /// <summary>The tags on types without a name that only one side has.</summary>
    public IReadOnlyList<int> Loose => _loose;

    public static TagChanges Find(ComparedTypes types)
    {
        var changes = new TagChanges(types);
        Dictionary<(int Target, int Component, int Name), List<int>> olds = [];
        List<int> added = [];
        for (int node = 1; node < types.Graph.Count; node++)
        {
            if (types.Graph.Kind(node) != BtfKind.DeclTag)
            {
                continue;
            }

            (int Target, int Component, int Name) key = changes.KeyOf(node);
            if (types.IsOld(node))
            {
                if (!olds.TryGetValue(key, out List<int>? nodes))
                {
                    nodes = [];
                    olds.Add(key, nodes);
                }

                nodes.Add(node);
            }
            else if (olds.TryGetValue(key, out List<int>? matches))
            {
                // A repeated tag counts once.
                matches.Clear();
            }
            else
            {
                added.Add(node);
            }
        }

        foreach (int node in olds.Values.SelectMany(nodes => nodes.Take(1)))
        {
            changes.Add(node, BtfChangeKind.Removed);
        }

        HashSet<(int, int, int)> known = [];
        foreach (int node in added.Where(node => known.Add(changes.KeyOf(node))))
        {
            changes.Add(node, BtfChangeKind.Added);
        }

        return changes;
    }

    private (int Target, int Component, int Name) KeyOf(int node)
    {
        int target = _types.Graph.Targets(node)[0];
        int known = _types.Labels[target] == 0 ? ~_types.ClassOf[target] : OldOf(target);
        return (known, (int)_types.Graph.Record(node)[RecordShape.HeadWords], _types.Graph.Name(node));
    }

    private int OldOf(int node) => !_types.IsOld(node) && _types.Pairs.PartnerOf[node] is not 0 and int old ? old : node;

    private void Add(int node, BtfChangeKind change)
    {
        int target = _types.Graph.Targets(node)[0];
        if (_types.Labels[target] == 0)
        {
            _loose.Add(node);
            return;
        }

        int owner = OldOf(target);
        bool isPair = _types.Pairs.PartnerOf[owner] != 0;
        if (!isPair)
        {
            // The type itself was added or removed, and its tags with it.
            return;
        }

        if (!_parts.TryGetValue(owner, out List<BtfPartChange>? parts))
        {
            parts = [];
            _parts.Add(owner, parts);
        }

        int component = (int)_types.Graph.Record(node)[RecordShape.HeadWords];
        string place = component < 0 ? "" : $"on {PartValue.Text(component)}";
        parts.Add(new BtfPartChange(
            _types, BtfChangedPart.Tag, change, PartValue.Name("", _types.Graph.Name(node)), change == BtfChangeKind.Removed ? place : "", change == BtfChangeKind.Added ? place : ""));
    }
}

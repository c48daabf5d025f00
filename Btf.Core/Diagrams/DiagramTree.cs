using System.Globalization;

namespace Btf.Core.Diagrams;

/// <summary>The parts of a structure in a picture: its members, opened to a depth, with the holes between them.</summary>
internal sealed class DiagramTree
{
    private const int MostCells = 4096;
    private const int MostLevels = 32;
    private readonly int _depth;
    private readonly HashSet<string> _open;
    private readonly Dictionary<uint, BtfLayout> _layouts = [];
    private int _cells;

    private DiagramTree(BtfComposite composite, BtfDiagramOptions options)
    {
        _depth = options.Depth;
        _open = DiagramText.WithHolders(options.OpenMembers);
        Type = composite.AsType();
        Layout = BtfLayout.Of(Type);
        Root = new DiagramNode { Part = DiagramPart.Open, Start = 0, End = Layout.Size * 8UL };
        Fill(Root, Layout, 0, "", 1, 1);
    }

    public BtfType Type { get; }

    public BtfLayout Layout { get; }

    public DiagramNode Root { get; }

    /// <summary>How many members are not drawn one by one.</summary>
    public int LeftOut { get; private set; }

    /// <summary>How many members extend beyond the end of the type that contains them.</summary>
    public int Beyond { get; private set; }

    public bool HasOverlaps { get; private set; }

    public static DiagramTree Of(BtfType type, BtfDiagramOptions options) => new(type.AsComposite(), options);

    private void Fill(DiagramNode node, BtfLayout layout, ulong start, string path, int depth, int level)
    {
        bool isUnion = layout.Composite.AsType().Kind == BtfKind.Union;
        HasOverlaps |= layout.HasOverlaps;
        ulong last = 0;
        int drawn = 0;
        foreach (BtfLayoutEntry entry in layout.Entries)
        {
            ulong from = start + entry.BitOffset;
            ulong to = Math.Min(start + entry.BitEnd, node.End);
            if (from > node.End || (from == node.End && entry.BitSize > 0) || start + entry.BitEnd > node.End)
            {
                Beyond++;
            }

            if (from > node.End || (from == node.End && entry.BitSize > 0))
            {
                continue;
            }

            if (_cells++ >= MostCells)
            {
                LeftOut += layout.Composite.Members.Count - drawn;
                AddMore(node, isUnion ? start : last, layout.Composite.Members.Count - drawn);
                return;
            }

            drawn += entry.MemberIndex >= 0 ? 1 : 0;
            DiagramNode child = entry.MemberIndex < 0
                ? Free(entry, from, to)
                : Member(layout.Composite.Members[entry.MemberIndex], from, to, path, depth, level);
            Place(node, child, isUnion);
            last = Math.Max(last, to);
        }
    }

    private static void AddMore(DiagramNode node, ulong from, int count)
    {
        if (from < node.End)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"{count} more members");
            Place(node, new DiagramNode { Part = DiagramPart.More, Start = from, End = node.End, Name = text, Type = text }, alone: false);
        }
    }

    private static void Place(DiagramNode node, DiagramNode child, bool alone)
    {
        if (!alone)
        {
            foreach (List<DiagramNode> group in node.Groups)
            {
                if (group.Count == 0 || group[^1].End <= child.Start)
                {
                    group.Add(child);
                    return;
                }
            }
        }

        List<DiagramNode> added = [child];
        if (child.Start > node.Start)
        {
            added.Insert(0, Rest(node.Start, child.Start));
        }

        node.Groups.Add(added);
        if (alone && child.End < node.End)
        {
            added.Add(Rest(child.End, node.End));
        }
    }

    private static DiagramNode Rest(ulong from, ulong to) => new() { Part = DiagramPart.Rest, Start = from, End = to, Type = "not used here" };

    private static DiagramNode Free(BtfLayoutEntry entry, ulong from, ulong to)
    {
        bool isHole = entry.Part is BtfLayoutPart.Hole or BtfLayoutPart.BitHole;
        return new DiagramNode { Part = isHole ? DiagramPart.Hole : DiagramPart.Padding, Start = from, End = to, Type = isHole ? "hole" : "padding" };
    }

    private DiagramNode Member(BtfMember member, ulong from, ulong to, string path, int depth, int level)
    {
        BtfType type = member.Type;
        string name = DiagramText.Cut(member.Name.ToString());
        string full = name.Length == 0 ? path : path.Length == 0 ? name : DiagramText.Cut($"{path}.{name}");
        bool found = type.TryGetUnderlying(out BtfType end);
        bool nameless = name.Length == 0;
        if (found && end.Kind is BtfKind.Struct or BtfKind.Union && to > from && level < MostLevels && _cells < MostCells && (nameless || depth < _depth || _open.Contains(full)))
        {
            DiagramNode node = new() { Part = DiagramPart.Open, Start = from, End = to, Name = name, Path = full, Type = DiagramText.Cut(type.ToString()) };
            Fill(node, LayoutOf(end), from, full, nameless ? depth : depth + 1, level + 1);
            return node;
        }

        return new DiagramNode
        {
            Part = PartOf(member, found ? end.Kind : BtfKind.Void),
            Start = from,
            End = to,
            Name = name,
            Path = full.Length == 0 ? "(nameless)" : full,
            Type = DiagramText.Cut(type.ToString()),
            Anonymous = DiagramCandidate.AnonymousOf(type),
        };
    }

    private BtfLayout LayoutOf(BtfType type)
    {
        if (!_layouts.TryGetValue(type.Id, out BtfLayout? layout))
        {
            layout = BtfLayout.Of(type);
            _layouts.Add(type.Id, layout);
        }

        return layout;
    }

    private static DiagramPart PartOf(BtfMember member, BtfKind kind) => kind switch
    {
        _ when member.BitfieldSize != 0 => DiagramPart.Bitfield,
        BtfKind.Ptr => DiagramPart.Pointer,
        BtfKind.Array => DiagramPart.Array,
        BtfKind.Enum or BtfKind.Enum64 => DiagramPart.Enum,
        BtfKind.Struct or BtfKind.Union => DiagramPart.Composite,
        _ => DiagramPart.Number,
    };
}

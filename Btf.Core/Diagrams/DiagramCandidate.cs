namespace Btf.Core.Diagrams;

/// <summary>A member whose path only one of two versions has.</summary>
/// <param name="Node">Its part of the picture, or the part of the structure around it if that structure is not opened.</param>
/// <param name="Path">The names of the members that contain it and its own name, with dots between them.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Start">Its first bit.</param>
/// <param name="End">The first bit after it.</param>
internal sealed record DiagramCandidate(DiagramNode Node, string Path, string Name, string Type, ulong Start, ulong End)
{
    private const int MostLevels = 32;

    /// <summary>The path without the name.</summary>
    public string Group => Path.Length == Name.Length ? "" : Path[..(Path.Length - Name.Length - 1)];

    /// <summary>Returns a node or, if it is an anonymous structure that is not opened, the members in it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="most">How many members may be returned. The method subtracts the members that it returns.</param>
    public static List<DiagramCandidate> Of(DiagramNode node, ref int most)
    {
        List<DiagramCandidate> found = [];
        if (node.Anonymous is not { } type)
        {
            most--;
            return [new DiagramCandidate(node, node.Path, node.Name, node.Type, node.Start, node.End)];
        }

        Stack<(BtfType Type, string Path, ulong Start, int Level)> work = new([(type, node.Path, node.Start, 0)]);
        while (most > 0 && work.TryPop(out (BtfType Type, string Path, ulong Start, int Level) place))
        {
            BtfLayout layout = BtfLayout.Of(place.Type);
            foreach (BtfLayoutEntry entry in layout.Entries)
            {
                if (entry.MemberIndex < 0 || most <= 0)
                {
                    continue;
                }

                BtfMember member = layout.Composite.Members[entry.MemberIndex];
                string name = DiagramText.Cut(member.Name.ToString());
                string path = name.Length == 0 ? place.Path : DiagramText.Cut($"{place.Path}.{name}");
                ulong start = place.Start + entry.BitOffset;
                if (place.Level < MostLevels && AnonymousOf(member.Type) is { } inner)
                {
                    most--;
                    work.Push((inner, path, start, place.Level + 1));
                }
                else if (name.Length != 0)
                {
                    most--;
                    found.Add(new DiagramCandidate(node, path, name, DiagramText.Cut(member.Type.ToString()), start, start + entry.BitSize));
                }
            }
        }

        return found;
    }

    /// <summary>Returns the anonymous structure or union that a type leads to; null if there is none.</summary>
    public static BtfType? AnonymousOf(BtfType type) =>
        type.TryGetUnqualified(out BtfType end) && end.Kind is BtfKind.Struct or BtfKind.Union && end.Name.Bytes.IsEmpty ? end : null;
}

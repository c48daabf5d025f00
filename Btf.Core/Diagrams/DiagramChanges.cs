using System.Globalization;

namespace Btf.Core.Diagrams;

/// <summary>Marks what differs between two versions of a structure: members are the same if their names with what they are in are.</summary>
internal static class DiagramChanges
{
    public static void Mark(DiagramTree older, DiagramTree newer)
    {
        Dictionary<string, DiagramNode> before = [];
        foreach (DiagramNode node in Members(older.Root))
        {
            before.TryAdd(node.Path, node);
        }

        HashSet<string> found = [];
        foreach (DiagramNode node in Members(newer.Root))
        {
            if (!before.TryGetValue(node.Path, out DiagramNode? old))
            {
                node.Change = DiagramChange.Added;
            }
            else if (found.Add(node.Path))
            {
                Compare(old, node);
            }
        }

        foreach (DiagramNode node in Members(older.Root))
        {
            if (!found.Contains(node.Path))
            {
                node.Change = DiagramChange.Removed;
            }
        }
    }

    /// <summary>All members with names, each after what it is in.</summary>
    public static IEnumerable<DiagramNode> Members(DiagramNode root)
    {
        Stack<DiagramNode> waiting = new([root]);
        while (waiting.TryPop(out DiagramNode? node))
        {
            if (node != root && node.IsMember && node.Name.Length != 0)
            {
                yield return node;
            }

            for (int group = node.Groups.Count - 1; group >= 0; group--)
            {
                for (int i = node.Groups[group].Count - 1; i >= 0; i--)
                {
                    waiting.Push(node.Groups[group][i]);
                }
            }
        }
    }

    private static void Compare(DiagramNode old, DiagramNode node)
    {
        bool sameType = old.Type == node.Type && old.End - old.Start == node.End - node.Start;
        if (sameType && old.Start == node.Start)
        {
            return;
        }

        DiagramChange change = sameType ? DiagramChange.Moved : DiagramChange.Changed;
        old.Change = change;
        node.Change = change;
        node.Before = string.Create(CultureInfo.InvariantCulture, $"was {old.Type} at {DiagramText.Place(old)}");
    }
}

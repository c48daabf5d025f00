using System.Globalization;
using Btf.Core.Equality;

namespace Btf.Core.Diagrams;

/// <summary>
/// Marks the differences between two versions of a structure. Members with equal paths are versions of one member. Among the other members, those with equal
/// place and type were renamed, and those with equal name and type moved to another group.
/// </summary>
internal static class DiagramChanges
{
    // The most members of structures that are not opened, in one picture. In a crafted file, structures can contain each other many times over.
    private const int MostCandidates = 1 << 14;

    public static void Mark(DiagramTree older, DiagramTree newer)
    {
        Dictionary<string, DiagramNode> before = [];
        foreach (DiagramNode node in Members(older.Root))
        {
            before.TryAdd(node.Path, node);
        }

        HashSet<string> found = [];
        List<DiagramNode> added = [];
        foreach (DiagramNode node in Members(newer.Root))
        {
            if (!before.TryGetValue(node.Path, out DiagramNode? old))
            {
                node.Change = DiagramChange.Added;
                added.Add(node);
            }
            else if (found.Add(node.Path))
            {
                Compare(old, node);
            }
        }

        List<DiagramNode> removed = [];
        foreach (DiagramNode node in Members(older.Root))
        {
            if (!found.Contains(node.Path))
            {
                node.Change = DiagramChange.Removed;
                removed.Add(node);
            }
        }

        if (added.Count > 0 && removed.Count > 0)
        {
            MatchRest(removed, added);
        }
    }

    /// <summary>Returns all members with names, each after the one that contains it.</summary>
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

    /// <summary>Returns the word for a change.</summary>
    public static string Word(DiagramChange change) => change.ToString().ToLowerInvariant();

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

    /// <summary>Matches members whose paths have no match.</summary>
    private static void MatchRest(List<DiagramNode> removed, List<DiagramNode> added)
    {
        int most = MostCandidates;
        List<DiagramCandidate> old = Candidates(removed, ref most);
        most = MostCandidates;
        List<DiagramCandidate> @new = Candidates(added, ref most);
        var matches = new int[old.Count];
        var matchedBy = new int[@new.Count];
        matches.AsSpan().Fill(-1);
        matchedBy.AsSpan().Fill(-1);
        KeyMatching.Match(old, @new, member => ((string, string, ulong, ulong)?)(member.Group, member.Type, member.Start, member.End), matches, matchedBy);
        KeyMatching.Match(old, @new, member => ((string, string, ulong, ulong)?)(member.Name, member.Type, member.Start, member.End), matches, matchedBy);
        KeyMatching.Match(old, @new, member => ((string, string, ulong)?)(member.Name, member.Type, member.End - member.Start), matches, matchedBy);
        Dictionary<string, string> groups = [];
        for (int i = 0; i < @new.Count; i++)
        {
            if (matchedBy[i] >= 0)
            {
                Tell(old[matchedBy[i]], @new[i], groups);
            }
        }

        TellRest(old, matches, "removed");
        TellRest(@new, matchedBy, "added");
    }

    private static List<DiagramCandidate> Candidates(List<DiagramNode> nodes, ref int most)
    {
        List<DiagramCandidate> candidates = [];
        foreach (DiagramNode node in nodes)
        {
            if (most > 0)
            {
                candidates.AddRange(DiagramCandidate.Of(node, ref most));
            }
        }

        return candidates;
    }

    /// <summary>Marks two versions of a member.</summary>
    /// <param name="old">The old one.</param>
    /// <param name="member">The new one.</param>
    /// <param name="groups">The new paths of the members that were marked before, by their old paths: their contents moved with them.</param>
    private static void Tell(DiagramCandidate old, DiagramCandidate member, Dictionary<string, string> groups)
    {
        groups.TryAdd(old.Path, member.Path);
        bool isSameGroup = groups.GetValueOrDefault(old.Group, old.Group) == member.Group;
        DiagramChange change = !isSameGroup ? DiagramChange.Regrouped
            : old.Name != member.Name ? DiagramChange.Renamed
            : old.Start != member.Start ? DiagramChange.Moved
            : DiagramChange.None;
        old.Node.Change = change;
        member.Node.Change = change;
        if (change != DiagramChange.None)
        {
            string own = member.Node.Path == member.Path ? "" : member.Name + " ";
            Say(member.Node, $"{own}was {old.Path} at {DiagramText.Place(old.Start, old.End)}");
        }
    }

    /// <summary>Marks members without a match in a structure that is not opened, if other members of it have a match.</summary>
    private static void TellRest(List<DiagramCandidate> members, int[] matches, string what)
    {
        for (int i = 0; i < matches.Length; i++)
        {
            if (matches[i] < 0 && members[i].Node.Change is not (DiagramChange.Added or DiagramChange.Removed))
            {
                Say(members[i].Node, $"{members[i].Path} {what}");
            }
        }
    }

    private static void Say(DiagramNode node, string text) => node.Before = node.Before.Length == 0 ? text : DiagramText.Cut($"{node.Before}, {text}");
}

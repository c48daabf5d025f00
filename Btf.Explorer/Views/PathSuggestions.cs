using System.Globalization;
using Btf.Text;
using Btf.Core;
using Btf.Explorer.Texts;
using Btf.Explorer.Sources;

namespace Btf.Explorer.Views;

/// <summary>Tells how a path can go on: the members of what it leads to, or the types whose names start so.</summary>
internal static class PathSuggestions
{
    private const int Most = 60;

    public static (string Title, IReadOnlyList<PathSuggestion> Next) For(IReadOnlyList<OpenSource> sources, string path, PathPlace? place)
    {
        (string before, string word) = Split(path);
        if (before.Length == 0)
        {
            return place is null ? ("Types", Types(sources, word)) : ("Members", Members(place.Type, path, "", JoinOf(place.Type)));
        }

        if (place is not null && Composite(place.Type) is not null)
        {
            return ("Members", Members(place.Type, path, "", JoinOf(place.Type)));
        }

        string join = path[before.Length..].StartsWith("->", StringComparison.Ordinal) ? "->" : ".";
        (PathPlace? holder, _) = PathQuestion.Find(sources, before);
        return holder is null ? ("", []) : ("Members", Members(holder.Type, before, word, join));
    }

    /// <summary>Splits a path before its last member.</summary>
    private static (string Before, string Word) Split(string path)
    {
        int dot = path.LastIndexOf('.');
        int arrow = path.LastIndexOf("->", StringComparison.Ordinal);
        return dot < 0 && arrow < 0 ? ("", path) : dot > arrow ? (path[..dot], path[(dot + 1)..]) : (path[..arrow], path[(arrow + 2)..]);
    }

    private static string JoinOf(BtfType type) => type.TryGetUnderlying(out BtfType under) && under.Kind == BtfKind.Ptr ? "->" : ".";

    private static BtfComposite? Composite(BtfType type)
    {
        if (!type.TryGetUnderlying(out BtfType under))
        {
            return null;
        }

        if (under.Kind == BtfKind.Ptr && (!under.TryGetTarget(out BtfType target) || !target.TryGetUnderlying(out under)))
        {
            return null;
        }

        return under.TryAsComposite(out BtfComposite composite) ? composite : null;
    }

    private static List<PathSuggestion> Members(BtfType type, string before, string word, string join)
    {
        List<PathSuggestion> next = [];
        if (Composite(type) is { } composite)
        {
            Add(next, composite, before + join, word, 0, 0);
        }

        return next;
    }

    /// <summary>Adds the members whose names start with a word. Members without a name are looked into.</summary>
    private static void Add(List<PathSuggestion> next, BtfComposite composite, string before, string word, ulong bits, int level)
    {
        foreach (BtfMember member in composite.Members)
        {
            if (next.Count >= Most)
            {
                return;
            }

            if (member.NameOffset != 0)
            {
                string name = Names.Of(member.Name);
                if (name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                {
                    next.Add(new PathSuggestion(name, before + name, string.Create(CultureInfo.InvariantCulture, $"{(bits + member.BitOffset) / 8} {SafeText.Of(member.Type.ToString())}")));
                }
            }
            else if (level < 8 && Composite(member.Type) is { } inner)
            {
                Add(next, inner, before, word, bits + member.BitOffset, level + 1);
            }
        }
    }

    private static List<PathSuggestion> Types(IReadOnlyList<OpenSource> sources, string word)
    {
        List<PathSuggestion> next = [];
        if (word.Length < 2)
        {
            return next;
        }

        foreach (OpenSource source in sources)
        {
            foreach (BtfType type in source.Object.SearchTypes(BtfNamePattern.Prefix(word)).OfKinds(BtfKinds.Composite | BtfKinds.Typedef | BtfKinds.Var))
            {
                if (next.Count < Most && type.Object == source.Object && (type.Kind == BtfKind.Var || Composite(type) is not null))
                {
                    string name = Names.Of(type.Name);
                    next.Add(new PathSuggestion(name, name, KindNames.Of(type.Kind)));
                }
            }
        }

        next.Sort((left, right) => left.Text.Length.CompareTo(right.Text.Length));
        return next;
    }
}

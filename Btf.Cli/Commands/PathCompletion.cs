using Btf.Core;

namespace Btf.Cli;

/// <summary>Completes the last member of a path from the running kernel: <c>task_struct.se.vr</c>, <c>task_struct.mm->pg</c>.</summary>
internal static class PathCompletion
{
    private const string Arrow = "->";

    /// <summary>Returns the paths that a word can become, each with one member more.</summary>
    /// <param name="word">The beginning of a path.</param>
    /// <param name="most">The most answers.</param>
    public static IReadOnlyList<string> Of(string word, int most)
    {
        int dot = word.LastIndexOf('.');
        int arrow = word.LastIndexOf(Arrow, StringComparison.Ordinal);
        int end = Math.Max(dot, arrow);
        if (end < 0 || !KernelBtf.TryOpen(out BtfObject? kernel, out _, new BtfOpenOptions { NameLookup = NameLookup.Scan }))
        {
            return [];
        }

        using (kernel)
        {
            string before = word[..(end == arrow ? end + Arrow.Length : end + 1)];
            SortedSet<string> names = new(StringComparer.Ordinal);
            if (PathEvaluator.Resolve(kernel, word[..end], out _) is { } place && TryEnter(place.Type, end == arrow, out BtfComposite composite))
            {
                AddMembers(names, composite, word[before.Length..]);
            }

            return [.. names.Take(most).Select(name => before + name)];
        }
    }

    private static bool TryEnter(BtfType type, bool isCrossed, out BtfComposite composite)
    {
        composite = default;
        return type.TryGetUnderlying(out BtfType end) && (!isCrossed || (end.Kind == BtfKind.Ptr && end.TryGetTarget(out end) && end.TryGetUnderlying(out end)))
            && end.TryAsComposite(out composite);
    }

    /// <summary>Adds the members that begin with a text, also those of nameless members. Each nameless structure is entered once.</summary>
    private static void AddMembers(SortedSet<string> names, BtfComposite composite, string beginning)
    {
        HashSet<uint> entered = [];
        Stack<BtfComposite> left = new([composite]);
        while (left.TryPop(out BtfComposite next))
        {
            foreach (BtfMember member in next.Members)
            {
                string name = SafeText.Decode(member.Name.Utf8);
                if (name.Length > 0)
                {
                    _ = name.StartsWith(beginning, StringComparison.Ordinal) && CommonSymbols.IsPlain(name) && names.Add(name);
                }
                else if (TryEnter(member.Type, isCrossed: false, out BtfComposite inner) && entered.Add(inner.AsType().Id))
                {
                    left.Push(inner);
                }
            }
        }
    }
}

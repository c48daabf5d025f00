using Btf.Core.Equality;

namespace Btf.Core.Comparison;

/// <summary>Pairs types whose name is not unique on a side: equal ones first, then those with the most elements in common.</summary>
internal readonly struct NamesakePairs(ComparedTypes types, WorkArray<int> partnerOf)
{
    // The most comparisons of two types' elements for one name. Kernels have some dozens of namesakes.
    private const int MostScores = 1 << 12;

    /// <summary>Pairs the types of one group.</summary>
    /// <param name="old">The types of the old side.</param>
    /// <param name="new">The types of the new side.</param>
    /// <param name="classOf">The classes of equal types, by node.</param>
    public void Pair(List<int> old, List<int> @new, WorkArray<int> classOf)
    {
        if (old.Count == 0 || @new.Count == 0)
        {
            return;
        }

        int firstOld = old[0];
        int firstNew = @new[0];
        PairEqual(old, @new, classOf);
        RemovePaired(old);
        RemovePaired(@new);
        if (old.Count == 1 && @new.Count == 1)
        {
            Enter(old[0], @new[0]);
        }
        else if ((long)old.Count * @new.Count <= MostScores)
        {
            PairSimilar(old, @new);
        }
        else
        {
            for (int i = 0; i < Math.Min(old.Count, @new.Count); i++)
            {
                Enter(old[i], @new[i]);
            }
        }

        PairDeclarations(old, firstNew);
        PairDeclarations(@new, firstOld);
    }

    /// <summary>Pairs types of one class, those of the same module first. If one side has more of them, the rest share a counterpart.</summary>
    public void PairEqual(List<int> old, List<int> @new, WorkArray<int> classOf)
    {
        Dictionary<int, (List<int> Old, List<int> New)> classes = [];
        Collect(classes, old, classOf, isNew: false);
        Collect(classes, @new, classOf, isNew: true);
        foreach ((List<int> olds, List<int> news) in classes.Values)
        {
            if (olds.Count == 0 || news.Count == 0)
            {
                continue;
            }

            if (olds.Count > 1 || news.Count > 1)
            {
                SortByPart(olds);
                SortByPart(news);
            }

            for (int i = Math.Max(olds.Count, news.Count) - 1; i >= 0; i--)
            {
                Enter(olds[Math.Min(i, olds.Count - 1)], news[Math.Min(i, news.Count - 1)]);
            }
        }
    }

    private static void Collect(Dictionary<int, (List<int> Old, List<int> New)> classes, List<int> nodes, WorkArray<int> classOf, bool isNew)
    {
        foreach (int node in nodes)
        {
            if (!classes.TryGetValue(classOf[node], out (List<int> Old, List<int> New) lists))
            {
                lists = ([], []);
                classes.Add(classOf[node], lists);
            }

            (isNew ? lists.New : lists.Old).Add(node);
        }
    }

    private void SortByPart(List<int> nodes)
    {
        ComparedTypes all = types;
        nodes.Sort((one, other) => string.CompareOrdinal(all.PartNameOf(one), all.PartNameOf(other)) is not 0 and int order ? order : one.CompareTo(other));
    }

    private void Enter(int one, int other)
    {
        partnerOf[one] = other;
        partnerOf[other] = one;
    }

    private void RemovePaired(List<int> nodes)
    {
        WorkArray<int> partners = partnerOf;
        nodes.RemoveAll(node => partners[node] != 0);
    }

    private void PairSimilar(List<int> old, List<int> @new)
    {
        List<(int Score, int Order, int Old, int New)> scores = [];
        for (int i = 0; i < old.Count; i++)
        {
            HashSet<uint> elements = [.. NamesIn(old[i])];
            for (int j = 0; j < @new.Count; j++)
            {
                int score = 2 * NamesIn(@new[j]).Distinct().Count(elements.Contains) + (types.PartNameOf(old[i]) == types.PartNameOf(@new[j]) ? 1 : 0);
                if (score > 1)
                {
                    scores.Add((score, i + j, old[i], @new[j]));
                }
            }
        }

        // Pairs with equal score and order have no type in common, so the result is the same when the sides are swapped.
        scores.Sort((one, other) => one.Score != other.Score ? other.Score.CompareTo(one.Score) : one.Order.CompareTo(other.Order));
        foreach ((_, _, int one, int other) in scores)
        {
            if (partnerOf[one] == 0 && partnerOf[other] == 0)
            {
                Enter(one, other);
            }
        }
    }

    /// <summary>Gives each declaration without a counterpart the type on the other side as its counterpart: nothing was added or removed.</summary>
    private void PairDeclarations(List<int> nodes, int other)
    {
        foreach (int node in nodes)
        {
            if (partnerOf[node] == 0 && types.Graph.Kind(node) == BtfKind.Fwd)
            {
                partnerOf[node] = other;
            }
        }
    }

    /// <summary>
    /// Returns the names of a type's elements: for a function its parameters', for a typedef those of the members of its anonymous structure.
    /// </summary>
    private List<uint> NamesIn(int node)
    {
        TypeGraph graph = types.Graph;
        if (graph.Kind(node) is BtfKind.Func or BtfKind.Typedef && graph.Targets(node) is [int target])
        {
            node = target;
        }

        List<uint> names = [];
        RecordShape shape = RecordShape.Of(graph.Kind(node));
        ReadOnlySpan<uint> words = graph.Record(node)[RecordShape.HeadWords..];
        for (int word = shape.FixedWords; shape.NameAt >= 0 && word < words.Length; word += shape.Stride)
        {
            if (words[word + shape.NameAt] != 0)
            {
                names.Add(words[word + shape.NameAt]);
            }
        }

        return names;
    }
}

using Btf.Core.Equality;

namespace Btf.Core.Merging;

/// <summary>Decides which types of a graph are equal, and which of them survives.</summary>
internal sealed class TypeMerger
{
    // Among equal types of these kinds, libbpf keeps the one that it reaches first by following references; of other kinds, the one with the lowest id.
    private const BtfKinds References =
        BtfKinds.Ptr | BtfKinds.Volatile | BtfKinds.Const | BtfKinds.Restrict | BtfKinds.TypeTag | BtfKinds.Func | BtfKinds.Array | BtfKinds.FuncProto | BtfKinds.DeclTag;

    // The bytes that the steps usually keep for each node.
    private const long WorkBytes = 32;

    private readonly TypeGraph _graph;
    private readonly int _firstOwn;
    private readonly WorkArray<int> _meaning;
    private readonly WorkArray<bool> _isReplaced;

    private TypeMerger(TypeGraph graph, int firstOwn)
    {
        _graph = graph;
        _firstOwn = firstOwn;
        _meaning = graph.Arena.Take<int>(graph.Count);
        _isReplaced = graph.Arena.Take<bool>(graph.Count);
        for (int node = 0; node < graph.Count; node++)
        {
            _meaning[node] = node;
        }
    }

    /// <summary>Finds the type that replaces each type.</summary>
    /// <param name="graph">The types.</param>
    /// <param name="firstOwn">The first type that is not a base's: a base's types all survive.</param>
    /// <param name="quirks">The habits of compilers to recognize.</param>
    /// <returns>For each node, the node that replaces it, or itself.</returns>
    public static WorkArray<int> Merge(TypeGraph graph, int firstOwn, BtfDeduplicationQuirks quirks)
    {
        WorkArray<int> survivorOf = graph.Arena.Take<int>(graph.Count);
        using var work = new WorkArena(WorkBytes * graph.Count, graph.Arena);
        graph = graph.In(work);
        var merger = new TypeMerger(graph, firstOwn);
        EnumForwards.Resolve(graph, firstOwn, quirks, merger._meaning);

        // The array first has the class of each node, then the node that replaces it.
        int count = merger.FindClasses(survivorOf);
        merger.FindSurvivors(survivorOf, count);
        return survivorOf;
    }

    /// <summary>Finds the classes of equal types. Marks nodes that a declaration's meaning replaces in <see cref="_isReplaced"/>.</summary>
    /// <param name="classOf">Takes the class of each node.</param>
    /// <returns>The number of classes.</returns>
    private int FindClasses(WorkArray<int> classOf)
    {
        var forwards = new CompositeForwards(_graph, _firstOwn, _meaning);
        TypeGraph entered = Enter(forwards);
        TypeClasses classes = TypeClasses.Of(entered);
        if (forwards.TakeBack(entered, classes.ClassOf))
        {
            entered = Enter(forwards);

            // Without these meanings, fewer types are equal.
            classes = classes.Refine(entered);
        }

        for (int node = 0; node < _graph.Count; node++)
        {
            _isReplaced[node] = _meaning[node] != node;
            classOf[node] = classes.ClassOf[_meaning[node]];
        }

        int count = classes.Count;
        using WorkArena.Scope scope = _graph.Arena.EnterScratch(0, out WorkArena scratch);
        WorkArray<bool> marks = scratch.Take<bool>(_graph.Count);
        if (forwards.MarkUncertain(marks))
        {
            MatchForwards(entered, classes, marks, classOf, ref count);
        }

        return count;
    }

    private TypeGraph Enter(CompositeForwards forwards)
    {
        forwards.Enter(_meaning);
        return IsAnyMapped(_meaning) ? WithOwnEdges(_graph, _firstOwn, _meaning) : _graph;
    }

    /// <summary>Merges types that differ only in declarations without a certain meaning.</summary>
    private void MatchForwards(TypeGraph entered, TypeClasses classes, WorkArray<bool> uncertain, WorkArray<int> classOf, ref int count)
    {
        ReadOnlySpan<int> exact = classes.ClassOf;
        Referrers.MarkReaching(entered, uncertain);
        using WorkArena.Scope scope = entered.Arena.EnterScratch(0, out WorkArena scratch);
        entered = entered.In(scratch);

        // One of several equal types is enough, unless they reach such a declaration: its meaning depends on the types that are compared first.
        WorkArray<int> nodes = scratch.Take<int>(_graph.Count);
        WorkArray<int> placeOf = scratch.Take<int>(_graph.Count);
        int last = 0;
        int firstOwn = 0;
        for (int node = 0; node < _graph.Count; node++)
        {
            int first = classes.Firsts[exact[node]];
            if (first == node || (uncertain[node] && _graph.Kind(node) != BtfKind.Fwd))
            {
                placeOf[node] = last;
                nodes[last++] = node;
                firstOwn += node < _firstOwn ? 1 : 0;
            }
            else
            {
                placeOf[node] = placeOf[first];
            }
        }

        bool isAnyMerged = last != _graph.Count;
        TypeGraph merged = isAnyMerged ? entered.Quotient(nodes.AsSpan(0, last), placeOf) : entered;
        WorkArray<int> exactOf = scratch.Take<int>(last);
        WorkArray<bool> reaching = scratch.Take<bool>(last);
        for (int place = 0; place < last; place++)
        {
            exactOf[place] = exact[nodes[place]];
            reaching[place] = uncertain[nodes[place]];
        }

        WorkArray<int> map = ForwardMatcher.Match(merged, firstOwn, reaching, exactOf);
        if (!IsAnyMapped(map))
        {
            return;
        }

        merged = WithOwnEdges(merged, firstOwn, map);
        TypeClasses result = TypeClasses.Of(merged);
        for (int node = 0; node < _graph.Count; node++)
        {
            int place = placeOf[_meaning[node]];
            _isReplaced[node] |= map[place] != place;
            classOf[node] = result.ClassOf[map[place]];
        }

        count = result.Count;
    }

    /// <summary>
    /// Returns the same nodes with the references of the own types replaced by a map. A base's types keep their references, even if a declaration means an own
    /// definition: a pointer of the base to the declaration is not a pointer to the definition.
    /// </summary>
    private static TypeGraph WithOwnEdges(TypeGraph graph, int firstOwn, ReadOnlySpan<int> map)
    {
        WorkArray<int> edges = graph.Arena.Copy<int>(graph.Edges);
        for (int edge = graph.EdgeStarts[firstOwn]; edge < edges.Length; edge++)
        {
            edges[edge] = map[edges[edge]];
        }

        return graph.WithEdges(edges);
    }

    private static bool IsAnyMapped(ReadOnlySpan<int> map)
    {
        for (int place = 0; place < map.Length; place++)
        {
            if (map[place] != place)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Replaces the class of each node by the node that survives of it.</summary>
    private void FindSurvivors(WorkArray<int> classOf, int count)
    {
        using WorkArena.Scope scope = _graph.Arena.EnterScratch(0, out WorkArena scratch);
        WorkArray<int> survivors = scratch.Take<int>(count);
        for (int node = 1; node < _graph.Count; node++)
        {
            ref int survivor = ref survivors[classOf[node]];
            if (survivor == 0 && !_isReplaced[node] && (node < _firstOwn || !References.Includes(_graph.Kind(node))))
            {
                survivor = node;
            }
        }

        FindSurvivingReferences(classOf, survivors, scratch.Take<bool>(_graph.Count));
        for (int node = 1; node < _graph.Count; node++)
        {
            // A base keeps its types, even if two are equal.
            classOf[node] = node < _firstOwn && !_isReplaced[node] ? node : survivors[classOf[node]];
        }
    }

    /// <summary>
    /// Selects the survivors among equal references: the first to be finished, if the references of each type are followed before the type itself.
    /// </summary>
    private void FindSurvivingReferences(WorkArray<int> classOf, WorkArray<int> survivors, WorkArray<bool> isVisited)
    {
        var stack = new Stack<(int Node, int Edge)>();
        for (int start = _firstOwn; start < _graph.Count; start++)
        {
            int node = start;
            int edge = 0;
            if (!IsFresh(node))
            {
                continue;
            }

            isVisited[node] = true;
            while (true)
            {
                ReadOnlySpan<int> targets = _graph.Targets(node);
                if (edge < targets.Length)
                {
                    int target = targets[edge++];
                    if (IsFresh(target))
                    {
                        isVisited[target] = true;
                        stack.Push((node, edge));
                        (node, edge) = (target, 0);
                    }

                    continue;
                }

                ref int survivor = ref survivors[classOf[node]];
                survivor = survivor == 0 ? node : survivor;
                if (!stack.TryPop(out (int Node, int Edge) above))
                {
                    break;
                }

                (node, edge) = above;
            }
        }

        bool IsFresh(int node) => node >= _firstOwn && !isVisited[node] && References.Includes(_graph.Kind(node));
    }
}

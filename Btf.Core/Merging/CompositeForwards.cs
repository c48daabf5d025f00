using Btf.Core.Equality;

namespace Btf.Core.Merging;

/// <summary>
/// Finds the structures and unions that declarations mean, if that is certain: all definitions with the name are equal. <see cref="ForwardMatcher"/> handles
/// the other declarations.
/// </summary>
internal sealed class CompositeForwards
{
    private readonly TypeGraph _graph;
    private readonly int _firstOwn;
    private readonly Dictionary<int, NamedComposite> _names = [];
    private readonly List<int> _forwards = [];

    /// <summary>Finds the declarations and the definitions of their names.</summary>
    /// <param name="graph">The types.</param>
    /// <param name="firstOwn">The first node that is not of a base.</param>
    /// <param name="meaning">The known meanings of declarations. A declaration that means another type is not a declaration of a structure.</param>
    public CompositeForwards(TypeGraph graph, int firstOwn, ReadOnlySpan<int> meaning)
    {
        _graph = graph;
        _firstOwn = firstOwn;
        for (int node = 1; node < graph.Count; node++)
        {
            if (graph.Kind(node) == BtfKind.Fwd && meaning[node] == node && graph.Name(node) != 0)
            {
                _forwards.Add(node);
                _names.TryAdd(graph.Name(node), new NamedComposite());

                // A base's declaration stays, because the base's references to it cannot change.
                _names[graph.Name(node)].IsCertain &= node >= firstOwn;
            }
        }

        ForEachDefinition((named, node) =>
        {
            named.First = named.First == 0 ? node : named.First;
            named.IsCertain &= graph.IsLocallyEqual(named.First, node);
        });
    }

    /// <summary>Stores the meanings of the declarations whose definitions are assumed to be equal.</summary>
    public void Enter(Span<int> meaning)
    {
        foreach (int forward in _forwards)
        {
            meaning[forward] = DefinitionOf(forward) is { IsCertain: true } named ? named.First : forward;
        }
    }

    /// <summary>
    /// Withdraws the meanings for names whose definitions turned out to differ, and for names whose definitions contain or point to such a declaration.
    /// </summary>
    /// <param name="entered">The graph with the stored meanings.</param>
    /// <param name="classOf">The classes found in that graph.</param>
    /// <returns>Whether any meaning was withdrawn.</returns>
    public bool TakeBack(TypeGraph entered, WorkArray<int> classOf)
    {
        ForEachDefinition((named, node) => named.Differs |= named.IsCertain && classOf[node] != classOf[named.First]);

        // The references to such a declaration were redirected to the first definition.
        using WorkArena.Scope scope = _graph.Arena.EnterScratch(0, out WorkArena scratch);
        WorkArray<bool> isTakenBack = scratch.Take<bool>(_graph.Count);
        bool isAny = false;
        foreach (int forward in _forwards)
        {
            isTakenBack[forward] = DefinitionOf(forward) is { IsCertain: true, Differs: true };
            isAny |= isTakenBack[forward];
        }

        if (isAny)
        {
            WorkArray<bool> marks = scratch.Take<bool>(_graph.Count);
            for (int node = 1; node < marks.Length; node++)
            {
                foreach (int target in _graph.Targets(node))
                {
                    marks[node] |= isTakenBack[target];
                }
            }

            Referrers.MarkReaching(entered, marks);
            ForEachDefinition((named, node) => named.IsCertain &= !named.Differs && !marks[node]);
        }

        return isAny;
    }

    /// <summary>Marks the declarations that have a definition but no certain meaning.</summary>
    /// <returns>Whether there are any.</returns>
    public bool MarkUncertain(Span<bool> marks)
    {
        bool isAny = false;
        foreach (int forward in _forwards)
        {
            if (DefinitionOf(forward) is { IsCertain: false })
            {
                marks[forward] = true;
                isAny = true;
            }
        }

        return isAny;
    }

    private NamedComposite? DefinitionOf(int forward)
    {
        NamedComposite named = _names[_graph.Name(forward)];
        if (named.First == 0)
        {
            return null;
        }

        // If definitions differ, a declaration may mean any of them; if they are equal, they have the same kind.
        return !named.IsCertain || _graph.Kind(named.First) == KindOf(_graph, forward) ? named : null;
    }

    /// <summary>Returns the kind that a declaration declares.</summary>
    public static BtfKind KindOf(TypeGraph graph, int forward) => graph.KindFlag(forward) ? BtfKind.Union : BtfKind.Struct;

    private void ForEachDefinition(Action<NamedComposite, int> action)
    {
        if (_names.Count == 0)
        {
            return;
        }

        for (int node = 1; node < _graph.Count; node++)
        {
            if (BtfKinds.Composite.Includes(_graph.Kind(node)) && _names.TryGetValue(_graph.Name(node), out NamedComposite? named))
            {
                action(named, node);
            }
        }
    }

    /// <summary>The facts about a name that declarations have.</summary>
    private sealed class NamedComposite
    {
        /// <summary>The first definition; 0 for none.</summary>
        public int First { get; set; }

        /// <summary>Whether all definitions are equal, as far as is known.</summary>
        public bool IsCertain { get; set; } = true;

        public bool Differs { get; set; }
    }
}

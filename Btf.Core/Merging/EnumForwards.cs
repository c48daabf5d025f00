using Btf.Core.Equality;

namespace Btf.Core.Merging;

/// <summary>
/// Finds the enumerations that declarations mean. An enumeration without values is a declaration of the one with its name, whatever the sizes. With
/// <see cref="BtfDeduplicationQuirks.Gcc"/>, so is a declaration of a structure if only enumerations have its name.
/// </summary>
internal sealed class EnumForwards
{
    private readonly TypeGraph _graph;
    private readonly int _firstOwn;
    private readonly Dictionary<int, NamedEnum> _names = [];

    private EnumForwards(TypeGraph graph, int firstOwn)
    {
        _graph = graph;
        _firstOwn = firstOwn;
    }

    /// <summary>Stores the meaning of each declaration of an enumeration.</summary>
    /// <param name="graph">The types.</param>
    /// <param name="firstOwn">The first node that is not of a base.</param>
    /// <param name="quirks">Whether to recognize GCC's declarations.</param>
    /// <param name="meaning">For each node, its meaning: a declaration's definition, or the node itself.</param>
    public static void Resolve(TypeGraph graph, int firstOwn, BtfDeduplicationQuirks quirks, Span<int> meaning)
    {
        var forwards = new EnumForwards(graph, firstOwn);
        forwards.FindNames((quirks & BtfDeduplicationQuirks.Gcc) != 0);
        if (forwards._names.Count != 0)
        {
            forwards.Enter(meaning);
        }
    }

    private void FindNames(bool gcc)
    {
        var misnamed = new Dictionary<int, bool>();
        for (int node = 1; node < _graph.Count; node++)
        {
            BtfKind kind = _graph.Kind(node);
            int name = _graph.Name(node);
            if (name != 0 && BtfKinds.AnyEnum.Includes(kind) && _graph.Vlen(node) == 0)
            {
                _names.TryAdd(name, new NamedEnum());
            }
            else if (gcc && kind == BtfKind.Fwd && name != 0)
            {
                misnamed.TryAdd(name, false);
            }
        }

        if (misnamed.Count != 0)
        {
            AddMisnamed(misnamed);
        }
    }

    /// <summary>Adds the names of declarations of structures that only enumerations have.</summary>
    private void AddMisnamed(Dictionary<int, bool> misnamed)
    {
        for (int node = 1; node < _graph.Count; node++)
        {
            int name = _graph.Name(node);
            BtfKind kind = _graph.Kind(node);
            if (BtfKinds.Composite.Includes(kind))
            {
                misnamed.Remove(name);
            }
            else if (BtfKinds.AnyEnum.Includes(kind) && misnamed.ContainsKey(name))
            {
                misnamed[name] = true;
            }
        }

        foreach ((int name, bool isEnum) in misnamed)
        {
            if (isEnum)
            {
                _names.TryAdd(name, new NamedEnum());
                _names[name].HasMisnamed = true;
            }
        }
    }

    private void Enter(Span<int> meaning)
    {
        for (int node = 1; node < _graph.Count; node++)
        {
            BtfKind kind = _graph.Kind(node);
            if (!(BtfKinds.AnyEnum | BtfKinds.Fwd).Includes(kind) || !_names.TryGetValue(_graph.Name(node), out NamedEnum? named))
            {
                continue;
            }

            if (kind == BtfKind.Fwd)
            {
                if (named.HasMisnamed)
                {
                    named.Misnamed.Add(node);
                }
            }
            else if (_graph.Vlen(node) == 0)
            {
                EnterForward(named, node, meaning);
            }
            else
            {
                // A definition is also the meaning of the declarations before it.
                named.Last = node;
                named.First = named.First == 0 ? node : named.First;
            }
        }

        foreach (NamedEnum named in _names.Values)
        {
            foreach (int forward in named.Early)
            {
                meaning[forward] = named.Last == 0 ? forward : named.Last;
            }

            int known = named.First != 0 ? named.First : named.Early.Count != 0 ? named.Early[0] : 0;
            foreach (int forward in named.Misnamed)
            {
                meaning[forward] = known == 0 ? forward : meaning[known];
            }
        }

        Shorten(meaning);
    }

    private void EnterForward(NamedEnum named, int node, Span<int> meaning)
    {
        if (node < _firstOwn || (named.Early.Count == 0 && named.First == 0))
        {
            named.Early.Add(node);
        }
        else
        {
            meaning[node] = named.Early.Count != 0 ? named.Early[0] : named.First;
        }
    }

    /// <summary>Replaces a meaning that is a declaration by the meaning of that declaration.</summary>
    private static void Shorten(Span<int> meaning)
    {
        for (int node = 1; node < meaning.Length; node++)
        {
            meaning[node] = meaning[meaning[node]];
        }
    }

    /// <summary>The facts about a name that declarations of enumerations have.</summary>
    private sealed class NamedEnum
    {
        /// <summary>The first definition; 0 for none.</summary>
        public int First { get; set; }

        /// <summary>The last definition; 0 for none.</summary>
        public int Last { get; set; }

        /// <summary>The base's declarations, and the first one if it comes before any definition.</summary>
        public List<int> Early { get; } = [];

        /// <summary>Whether declarations of structures mean this enumeration.</summary>
        public bool HasMisnamed { get; set; }

        public List<int> Misnamed { get; } = [];
    }
}

using Btf.Core;

namespace Btf.Cli;

/// <summary>The conditions of a search, which it asks of each object.</summary>
internal sealed record FindQuestion
{
    public required BtfNamePattern Pattern { get; init; }

    /// <summary>Whether the pattern rules out no name.</summary>
    public bool TakesAllNames { get; init; }

    public required BtfKinds Kinds { get; init; }

    public bool Members { get; init; }

    public bool Values { get; init; }

    /// <summary>The type that functions must take; null for any.</summary>
    public string? Takes { get; init; }

    /// <summary>The type that functions must return; null for any.</summary>
    public string? Returns { get; init; }

    public bool IsKfunc { get; init; }

    /// <summary>How many parameters functions must have; null for any number.</summary>
    public NumberRange? ParameterCount { get; init; }

    /// <summary>The name of a parameter that functions must have; null for any.</summary>
    public BtfNamePattern? Parameter { get; init; }

    /// <summary>The size that structures must have; null for any.</summary>
    public NumberRange? Size { get; init; }

    /// <summary>A member that structures must have; null for any.</summary>
    public MemberAt? MemberAt { get; init; }

    /// <summary>The type that structures must contain; null for any.</summary>
    public string? Contains { get; init; }

    /// <summary>The type that members must point to; null for any.</summary>
    public string? PointsTo { get; init; }

    /// <summary>Whether structures must have holes.</summary>
    public bool HasHoles { get; init; }

    /// <summary>Whether another order of members must make structures smaller.</summary>
    public bool IsPackable { get; init; }

    /// <summary>Whether the answers show the shapes of structures.</summary>
    public bool TellsShapes { get; init; }

    /// <summary>Whether the order of the answers, or which there are, depends on holes. Otherwise the holes of what is shown are counted when it is shown.</summary>
    public bool AsksForHoles { get; init; }

    // For each type in the conditions, whether any object has it.
    private readonly Dictionary<string, bool> _isKnown = new(StringComparer.Ordinal);
    private readonly List<string> _unmarked = [];

    private bool IsAboutFunctions => Takes is not null || Returns is not null || IsKfunc || ParameterCount is not null || Parameter is not null;

    /// <summary>Returns the answers in one object, without those in its bases: the search asks them separately.</summary>
    public IEnumerable<FoundName> Ask(NamedObject part) => Members ? FindMembers(part) : Values ? FindValues(part) : FindTypes(part);

    /// <summary>Returns an answer as it is shown.</summary>
    public FoundName Complete(FoundName found) =>
        TellsShapes && !AsksForHoles && found.Type.TryAsComposite(out BtfComposite composite) ? found with { Shape = StructureShape.Of(composite) } : found;

    /// <summary>Throws if no object has one of the types in the conditions, and warns of objects in which kfuncs are not marked.</summary>
    public void ThrowIfUnanswered()
    {
        foreach ((string name, bool isKnown) in _isKnown)
        {
            if (!isKnown)
            {
                throw TypeName.NoneNamed(name, []);
            }
        }

        if (_unmarked.Count > 0)
        {
            string others = _unmarked.Count == 1 ? "" : _unmarked.Count == 2 ? $" and {_unmarked[1]}" : $" and {_unmarked.Count - 1} others";
            Warning.Write($"{_unmarked[0]}{others} {(others.Length == 0 ? "does" : "do")} not mark kfuncs, so none can be found there. pahole marks them since 1.26.");
        }
    }

    private IEnumerable<FoundName> FindMembers(NamedObject part)
    {
        HashSet<uint>? targets = PointsTo is null ? null : IdsOf(PointsTo, part.Object);
        foreach (BtfMember member in part.Object.SearchMembers(Pattern))
        {
            if (member.DeclaringType.Object == part.Object && Kinds.Includes(member.DeclaringType.Kind) && (targets is null || Pointers.LeadTo(member, targets)))
            {
                yield return new FoundName(part.Name, member.DeclaringType, MemberIndex: member.Index);
            }
        }
    }

    private IEnumerable<FoundName> FindValues(NamedObject part)
    {
        foreach (BtfEnumValue value in part.Object.SearchEnumValues(Pattern))
        {
            if (value.DeclaringType.Object == part.Object && Kinds.Includes(value.DeclaringType.Kind))
            {
                yield return new FoundName(part.Name, value.DeclaringType, ValueIndex: value.Index);
            }
        }
    }

    private IEnumerable<FoundName> FindTypes(NamedObject part)
    {
        HashSet<uint>? functions = IsAboutFunctions ? FindFunctions(part) : null;
        if (functions is { Count: 0 })
        {
            yield break;
        }

        if (MemberAt?.NamedType is { } memberType)
        {
            // A name in Rust may have brackets and stars of its own.
            Note(memberType, TypeName.Parse(memberType).Find(part.Object).Count > 0 || part.Object.FindTypes(MemberAt.Type!).Any());
        }

        HashSet<uint>? holders = Contains is null ? null : Containers.Of(part.Object, TypesOf(Contains, part.Object));
        if (functions is not null && TakesAllNames)
        {
            foreach (BtfType type in Named(functions, part.Object))
            {
                if (Fits(part, type, holders, out FoundName found))
                {
                    yield return found;
                }
            }

            yield break;
        }

        foreach (BtfType type in part.Object.SearchTypes(Pattern).OfKinds(IsAboutFunctions ? BtfKinds.Func : Kinds))
        {
            if ((functions is null || functions.Contains(type.Id)) && Fits(part, type, holders, out FoundName found))
            {
                yield return found;
            }
        }
    }

    /// <summary>Whether a type of an object itself, not of its bases, fulfils all conditions but those on names.</summary>
    private bool Fits(NamedObject part, BtfType type, HashSet<uint>? holders, out FoundName found)
    {
        found = default;
        if (type.Object != part.Object || holders?.Contains(type.Id) == false || !Fits(type, out StructureShape shape, out long saved))
        {
            return false;
        }

        found = new FoundName(part.Name, type, Shape: shape, Saved: saved);
        return true;
    }

    /// <summary>Returns the functions with names, ids ascending. A search of all names would look at far more types.</summary>
    private static IEnumerable<BtfType> Named(HashSet<uint> functions, BtfObject btf) => functions.Order().Select(id => btf[id]).Where(type => !type.Name.IsEmpty);

    /// <summary>Returns the ids of the functions that fulfil each condition.</summary>
    private HashSet<uint>? FindFunctions(NamedObject part)
    {
        BtfObject btf = part.Object;
        HashSet<uint>? found = null;
        Restrict(ref found, Takes, type => btf.FindFunctionsTaking(type), btf);
        Restrict(ref found, Returns, type => btf.FindFunctionsReturning(type), btf);
        if (IsKfunc)
        {
            HashSet<uint> kfuncs = [];
            AddAll(kfuncs, btf.FindKfuncs());
            if (!btf.MarksKfuncs)
            {
                _unmarked.Add(part.Name);
            }

            Intersect(ref found, kfuncs);
        }

        return found;
    }

    /// <summary>Whether a function or structure fulfils all conditions.</summary>
    private bool Fits(BtfType type, out StructureShape shape, out long saved)
    {
        shape = default;
        saved = 0;
        if (ParameterCount is not null || Parameter is not null)
        {
            return type.TryAsFunction(out BtfFunction function) && Fits(function.Prototype.Parameters);
        }

        if (!type.TryAsComposite(out BtfComposite composite))
        {
            return true;
        }

        if (Size?.Contains(composite.Size) == false || MemberAt?.IsIn(composite) == false)
        {
            return false;
        }

        saved = IsPackable ? PackedOrder.SavedBytes(composite) : 0;
        bool isWanted = !IsPackable || saved > 0;
        shape = !isWanted || !TellsShapes ? default : AsksForHoles ? StructureShape.Of(composite) : StructureShape.WithoutHoles(composite);
        return isWanted && (!HasHoles || shape.Holes > 0);
    }

    private bool Fits(BtfElementList<BtfParameter> parameters)
    {
        if (ParameterCount?.Contains((ulong)parameters.Count) == false)
        {
            return false;
        }

        foreach (BtfParameter parameter in parameters)
        {
            if (Parameter?.IsMatch(parameter.Name.Utf8) == true)
            {
                return true;
            }
        }

        return Parameter is null;
    }

    private HashSet<uint> IdsOf(string name, BtfObject btf) => [.. TypesOf(name, btf).Select(type => type.Id)];

    /// <summary>Returns the types that a name means. If no object has one, the search ends with an error.</summary>
    private List<BtfType> TypesOf(string name, BtfObject btf)
    {
        List<BtfType> types = TypeName.Parse(name).Find(btf);
        Note(name, types.Count > 0);
        return types;
    }

    private void Note(string name, bool isKnown) => _isKnown[name] = isKnown || _isKnown.GetValueOrDefault(name);

    private void Restrict(ref HashSet<uint>? found, string? typeName, Func<BtfType, BtfFunctionMatches> ask, BtfObject btf)
    {
        if (typeName is null)
        {
            return;
        }

        HashSet<uint> functions = [];
        foreach (BtfType type in TypesOf(typeName, btf))
        {
            AddAll(functions, ask(type));
        }

        Intersect(ref found, functions);
    }

    private static void AddAll(HashSet<uint> ids, BtfFunctionMatches functions)
    {
        foreach (BtfFunction function in functions)
        {
            ids.Add(function.AsType().Id);
        }
    }

    private static void Intersect(ref HashSet<uint>? found, HashSet<uint> other)
    {
        if (found is null)
        {
            found = other;
        }
        else
        {
            found.IntersectWith(other);
        }
    }
}

using Btf.Core;

namespace Btf.Cli;

/// <summary>The conditions of a search, which it asks of each object.</summary>
internal sealed record FindQuestion
{
    public required BtfNamePattern Pattern { get; init; }

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

    private bool _isAnswered;
    private string? _missing;
    private readonly List<string> _unmarked = [];

    private bool IsAboutFunctions => Takes is not null || Returns is not null || IsKfunc || ParameterCount is not null || Parameter is not null;

    /// <summary>Returns the answers in one object, without those in its bases: the search asks them separately.</summary>
    public IEnumerable<FoundName> Ask(NamedObject part)
    {
        IEnumerable<FoundName> all = Members ? FindMembers(part) : Values ? FindValues(part) : FindTypes(part);
        return all.Where(found => found.Type.Object == part.Object);
    }

    /// <summary>Throws if no object has a type in the conditions, and warns of objects in which kfuncs are not marked.</summary>
    public void ThrowIfUnanswered()
    {
        if (_missing is not null && !_isAnswered)
        {
            throw TypeName.NoneNamed(_missing, []);
        }

        if (_unmarked.Count > 0)
        {
            string others = _unmarked.Count == 1 ? "" : _unmarked.Count == 2 ? $" and {_unmarked[1]}" : $" and {_unmarked.Count - 1} others";
            Warning.Write($"Kfuncs are not marked in {_unmarked[0]}{others}, so that nothing tells which functions there are kfuncs. pahole marks them since 1.26.");
        }
    }

    private IEnumerable<FoundName> FindMembers(NamedObject part)
    {
        HashSet<uint>? targets = PointsTo is null ? null : IdsOf(PointsTo, part.Object);
        foreach (BtfMember member in part.Object.SearchMembers(Pattern))
        {
            if (targets is not null && !Pointers.LeadTo(member, targets))
            {
                continue;
            }

            if (Kinds.Includes(member.DeclaringType.Kind))
            {
                yield return new FoundName(part.Name, member.DeclaringType, MemberIndex: member.Index);
            }
        }
    }

    private IEnumerable<FoundName> FindValues(NamedObject part)
    {
        foreach (BtfEnumValue value in part.Object.SearchEnumValues(Pattern))
        {
            if (Kinds.Includes(value.DeclaringType.Kind))
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

        HashSet<uint>? holders = Contains is null ? null : Containers.Of(part.Object, TypesOf(Contains, part.Object));
        foreach (BtfType type in part.Object.SearchTypes(Pattern).OfKinds(IsAboutFunctions ? BtfKinds.Func : Kinds))
        {
            if (type.Object == part.Object && (functions is null || functions.Contains(type.Id)) && (holders is null || holders.Contains(type.Id)) && Fits(type, out StructureShape shape, out long saved))
            {
                yield return new FoundName(part.Name, type, Shape: shape, Saved: saved);
            }
        }
    }

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
        shape = isWanted && (TellsShapes || HasHoles) ? StructureShape.Of(composite) : default;
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
        _isAnswered |= types.Count > 0;
        _missing ??= types.Count > 0 ? null : name;
        return types;
    }

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

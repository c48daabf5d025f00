using Btf.Core;

namespace Btf.Cli;

/// <summary>What a search asks of each object.</summary>
internal sealed record FindQuestion
{
    public required BtfNamePattern Pattern { get; init; }

    public required BtfKinds Kinds { get; init; }

    public bool Members { get; init; }

    public bool Values { get; init; }

    /// <summary>The type that functions are to take; null for any.</summary>
    public string? Takes { get; init; }

    /// <summary>The type that functions are to return; null for any.</summary>
    public string? Returns { get; init; }

    public bool IsKfunc { get; init; }

    private bool _isAnswered;
    private string? _missing;
    private readonly List<string> _unmarked = [];

    private bool IsAboutFunctions => Takes is not null || Returns is not null || IsKfunc;

    /// <summary>The answers in one object, without those in its bases: they are asked themselves.</summary>
    public IEnumerable<FoundName> Ask(NamedObject part)
    {
        IEnumerable<FoundName> all = Members ? FindMembers(part) : Values ? FindValues(part) : FindTypes(part);
        return all.Where(found => found.Type.Object == part.Object);
    }

    /// <summary>Reports a type that functions were to take or return, where no object has it.</summary>
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
        foreach (BtfMember member in part.Object.SearchMembers(Pattern))
        {
            if (Kinds.Includes(member.DeclaringType.Kind))
            {
                yield return new FoundName(part.Name, member.DeclaringType, Member: member);
            }
        }
    }

    private IEnumerable<FoundName> FindValues(NamedObject part)
    {
        foreach (BtfEnumValue value in part.Object.SearchEnumValues(Pattern))
        {
            if (Kinds.Includes(value.DeclaringType.Kind))
            {
                yield return new FoundName(part.Name, value.DeclaringType, Value: value);
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

        foreach (BtfType type in part.Object.SearchTypes(Pattern).OfKinds(functions is null ? Kinds : BtfKinds.Func))
        {
            if (functions is null || functions.Contains(type.Id))
            {
                yield return new FoundName(part.Name, type);
            }
        }
    }

    /// <summary>The ids of the functions that fulfil each condition.</summary>
    private HashSet<uint> FindFunctions(NamedObject part)
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

        return found!;
    }

    private void Restrict(ref HashSet<uint>? found, string? typeName, Func<BtfType, BtfFunctionMatches> ask, BtfObject btf)
    {
        if (typeName is null)
        {
            return;
        }

        HashSet<uint> functions = [];
        List<BtfType> types = TypeName.Parse(typeName).Find(btf);
        foreach (BtfType type in types)
        {
            AddAll(functions, ask(type));
        }

        if (types.Count == 0)
        {
            _missing ??= typeName;
        }
        else
        {
            _isAnswered = true;
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

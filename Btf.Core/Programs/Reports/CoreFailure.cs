using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Describes the step of an access at which a candidate fails.</summary>
internal static class CoreFailure
{
    /// <summary>Returns a sentence without its full stop.</summary>
    /// <param name="kind">What the relocation asks for.</param>
    /// <param name="local">The access in the program's own types.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="spec">How far the access was followed in the candidate.</param>
    public static string Describe(BtfCoreRelocationKind kind, CoreSpec local, BtfType candidate, CoreSpec spec)
    {
        if (CoreKinds.IsEnumerator(kind))
        {
            return candidate.TryGetUnderlying(out BtfType type) && CoreKinds.IsEnum(type.Kind)
                ? $"no enumerator is named {EnumeratorName(local)}"
                : "it is no enumeration";
        }

        if (CoreKinds.IsType(kind))
        {
            return kind == BtfCoreRelocationKind.TypeMatches ? "its members, their names or their types differ" : "its types are not compatible";
        }

        return TryFindStep(local, candidate, spec, out CoreAccessor step, out BtfType at) ? DescribeStep(local, spec, step, at) : "it leads to a type that does not exist";
    }

    /// <summary>Finds the step that failed, and the type that it was applied to.</summary>
    public static bool TryFindStep(CoreSpec local, BtfType candidate, CoreSpec spec, out CoreAccessor step, out BtfType at)
    {
        int done = spec.Accessors.Length;
        step = done < local.Accessors.Length ? local.Accessors[done] : default;
        at = done == 0 ? candidate : CoreTexts.LeafOf(spec);
        return at != default && step != default && at.TryGetUnderlying(out at);
    }

    /// <summary>Returns the member name in a step of the program's own access.</summary>
    public static string MemberName(CoreAccessor step) => CoreSpecText.NameOf(step.Type.Object, step.Type.AsComposite().Members[step.Index].NameOffset);

    /// <summary>Returns the enumerator name in the program's own access.</summary>
    public static string EnumeratorName(CoreSpec local) =>
        CoreSpecText.NameOf(local.Last.Type.Object, local.Last.Type.AsEnum().Values[local.Last.Index].NameOffset);

    private static string DescribeStep(CoreSpec local, CoreSpec spec, CoreAccessor step, BtfType at)
    {
        string path = CoreSpecText.FormatPath(spec).TrimStart('.');
        string where = path.Length == 0 ? "it" : path;
        if (!step.IsNamed)
        {
            return at.TryAsArray(out BtfArray array)
                ? $"{where} has {array.Count} elements; element {step.Index} is asked for"
                : $"{where} is {CoreTexts.Of(at)}, which is not an array";
        }

        string name = MemberName(step);
        if (!at.TryAsComposite(out BtfComposite composite))
        {
            return $"{where} is {CoreTexts.Of(at)}, which has no member {name}";
        }

        if (!TargetSearch.TryFindMember(composite, name, out BtfMember member))
        {
            return $"no member is named {name}{(path.Length == 0 ? "" : $" in {CoreTexts.Of(at)}")}";
        }

        BtfMember wanted = step.Type.AsComposite().Members[step.Index];
        string here = step.Type.Object.TryGetType(wanted.TypeId, out BtfType wantedType) ? CoreTexts.Of(wantedType) : "another type";
        string there = member.DeclaringType.Object.TryGetType(member.TypeId, out BtfType type) ? CoreTexts.Of(type) : "a type that does not exist";
        return $"member {name} is {there} there and {here} in the program, which do not go together";
    }
}

using System.Globalization;
using System.Text;
using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Suggests replacements for something that the target lacks: similar names, and other structures with a member of the same name.</summary>
internal sealed class TargetSearch
{
    private const int Most = 3;
    private const int MostMembers = 4096;

    // Each search reads the whole target. Programs miss a few things; a crafted one can miss a hundred thousand.
    private const int MostSearches = 200;
    private readonly BtfObject _target;
    private readonly Dictionary<string, string[]> _known = [];
    private readonly string[] _tooMany = [string.Create(CultureInfo.InvariantCulture, $"Similar names were searched only for the first {MostSearches} missing things.")];

    public TargetSearch(BtfObject target) => _target = target;

    /// <summary>Finds a member by name, including members of anonymous members.</summary>
    public static bool TryFindMember(BtfComposite composite, string name, out BtfMember member)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        foreach (BtfMember candidate in MembersOf(composite))
        {
            if (CoreNames.TryRead(candidate.DeclaringType.Object, candidate.NameOffset, out ReadOnlySpan<byte> text) && text.SequenceEqual(utf8))
            {
                member = candidate;
                return true;
            }
        }

        member = default;
        return false;
    }

    /// <summary>Describes what the target has instead of a missing type.</summary>
    public IEnumerable<string> FindType(BtfType local, bool searches)
    {
        byte[] name = Encoding.UTF8.GetBytes(CoreSpecText.NameOf(local.Object, local.NameOffset));
        string essential = Encoding.UTF8.GetString(name, 0, EssentialName.LengthOf(name));
        yield return $"The target has no {CoreSpecText.WordOf(local.Kind)} named {essential}.";
        if (!searches)
        {
            yield break;
        }

        foreach (string sentence in Search($"type {local.Kind} {essential}", () => SearchType(local.Kind, essential)))
        {
            yield return sentence;
        }
    }

    /// <summary>Describes what the target has instead of a missing member or enumerator.</summary>
    public IEnumerable<string> FindInstead(BtfCoreRelocationKind kind, CoreSpec local, BtfType candidate, CoreSpec spec)
    {
        string key;
        Func<IEnumerable<string>> search;
        if (CoreKinds.IsEnumerator(kind))
        {
            string name = CoreFailure.EnumeratorName(local);
            if (name.Length == 0)
            {
                // In crafted data. A member without a name fails earlier.
                return [];
            }

            key = $"value {candidate.Id} {name}";
            search = () => SearchEnumerator(candidate, name);
        }
        else if (CoreKinds.IsField(kind) && CoreFailure.TryFindStep(local, candidate, spec, out CoreAccessor step, out BtfType at) && step.IsNamed
            && at.TryAsComposite(out BtfComposite composite) && !TryFindMember(composite, CoreFailure.MemberName(step), out _))
        {
            key = $"member {at.Id} {CoreFailure.MemberName(step)}";
            search = () => SearchMember(composite, step);
        }
        else
        {
            return [];
        }

        return Search(key, search);
    }

    /// <summary>Returns what a search has found before, or searches now.</summary>
    private string[] Search(string key, Func<IEnumerable<string>> search)
    {
        if (!_known.TryGetValue(key, out string[]? found))
        {
            if (_known.Count == MostSearches)
            {
                return _tooMany;
            }

            _known[key] = found = [.. search()];
        }

        return found;
    }

    private static IEnumerable<BtfMember> MembersOf(BtfComposite composite)
    {
        // Enters anonymous members. The count ends the walk if they form a cycle.
        var open = new Stack<BtfComposite>([composite]);
        int count = 0;
        while (open.TryPop(out BtfComposite current))
        {
            foreach (BtfMember member in current.Members)
            {
                if (++count > MostMembers)
                {
                    yield break;
                }

                if (member.NameOffset != 0)
                {
                    yield return member;
                }
                else if (current.AsType().Object.TryGetType(member.TypeId, out BtfType type) && type.TryGetUnderlying(out type) && type.TryAsComposite(out BtfComposite inner))
                {
                    open.Push(inner);
                }
            }
        }
    }

    private static IEnumerable<string> SearchEnumeratorNames(BtfType candidate, byte[] name)
    {
        if (!candidate.TryGetUnderlying(out BtfType type) || !type.TryAsEnum(out BtfEnum values))
        {
            return [];
        }

        var near = new List<(int Distance, string Text)>();
        foreach (BtfEnumValue value in values.Values)
        {
            if (CoreNames.TryRead(type.Object, value.NameOffset, out ReadOnlySpan<byte> text) && NameLikeness.Distance(name, text) is var distance and not NameLikeness.None)
            {
                near.Add((distance, Encoding.UTF8.GetString(text)));
            }
        }

        return DidYouMean(near);
    }

    private static IEnumerable<string> DidYouMean(List<(int Distance, string Text)> near)
    {
        // Beside an equal name, similar ones are noise. Without one, keep the names within 1 of the smallest distance.
        int least = near.Count == 0 ? 0 : near.Min(entry => entry.Distance);
        string[] best = [.. near.Where(entry => entry.Distance <= (least == 0 ? 0 : least + 1)).OrderBy(entry => entry.Distance)
            .ThenBy(entry => entry.Text, StringComparer.Ordinal).Select(entry => entry.Text).Distinct().Take(Most)];
        return best.Length == 0 ? [] : [$"Did you mean {string.Join(" or ", best)}?"];
    }

    private static string PlaceOf(BtfMember member, uint? wantedSize)
    {
        string size = "";
        if (wantedSize is { } wanted && member.DeclaringType.Object.TryGetType(member.TypeId, out BtfType type) && type.TryGetSizeInBytes(out uint bytes))
        {
            size = bytes == wanted ? ", same size" : string.Create(CultureInfo.InvariantCulture, $", {bytes} bytes");
        }

        return string.Create(CultureInfo.InvariantCulture, $"at offset {member.EncodedBitOffset / 8}{size}");
    }

    private IEnumerable<string> SearchEnumerator(BtfType candidate, string name)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        foreach (string sentence in SearchEnumeratorNames(candidate, utf8[..EssentialName.LengthOf(utf8)]))
        {
            yield return sentence;
        }

        int count = 0;
        foreach (BtfEnumValue value in _target.SearchEnumValues(BtfNamePattern.Exact(name)))
        {
            if (count++ == Most)
            {
                break;
            }

            yield return $"Enumerator {name} is in {CoreTexts.Of(value.DeclaringType)} [{value.DeclaringType.Id}].";
        }
    }

    private IEnumerable<string> SearchMember(BtfComposite composite, CoreAccessor step)
    {
        string name = CoreFailure.MemberName(step);
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        BtfMember wanted = step.Type.AsComposite().Members[step.Index];
        uint? size = step.Type.Object.TryGetType(wanted.TypeId, out BtfType wantedType)
            && TypeSize.Resolve(wantedType, LocalAccess.PointerSize, out uint bytes) == TypeSizeStatus.Done ? bytes : null;
        var near = new List<(int Distance, string Text)>();
        var inner = new Dictionary<uint, string>();
        foreach (BtfMember member in MembersOf(composite))
        {
            if (!CoreNames.TryRead(member.DeclaringType.Object, member.NameOffset, out ReadOnlySpan<byte> text))
            {
                continue;
            }

            if (NameLikeness.Distance(utf8, text) is var distance and not NameLikeness.None)
            {
                near.Add((distance, $"{Encoding.UTF8.GetString(text)} ({PlaceOf(member, size)})"));
            }

            AddInner(inner, member, Encoding.UTF8.GetString(text));
        }

        // A member of nearly the same name is the one that was meant. Members of that name in other structures are others.
        bool isRenamed = near.Exists(entry => entry.Distance == 0);
        return [.. DidYouMean(near), .. isRenamed ? [] : SearchElsewhere(name, inner)];
    }

    /// <summary>Notes that a member leads to a structure, directly or through a pointer.</summary>
    private static void AddInner(Dictionary<uint, string> inner, BtfMember member, string name)
    {
        if (!member.DeclaringType.Object.TryGetType(member.TypeId, out BtfType type) || !type.TryGetUnderlying(out type))
        {
            return;
        }

        bool isPointer = type.Kind == BtfKind.Ptr;
        if (isPointer && (!type.Object.TryGetType(type.SizeOrType, out type) || !type.TryGetUnderlying(out type)))
        {
            return;
        }

        if (CoreKinds.IsComposite(type.Kind))
        {
            inner.TryAdd(type.Id, name + (isPointer ? "->" : "."));
        }
    }

    private IEnumerable<string> SearchElsewhere(string name, Dictionary<uint, string> inner)
    {
        // First the structures that this one refers to: a moved member is usually there.
        var others = new List<string>();
        int reached = 0;
        foreach (BtfMember member in _target.SearchMembers(BtfNamePattern.Exact(name)))
        {
            BtfType owner = member.DeclaringType;
            string where = $"{CoreTexts.Of(owner)} [{owner.Id}]";
            if (inner.TryGetValue(owner.Id, out string? way))
            {
                if (reached++ < Most)
                {
                    yield return $"It moved: {where} has {name}, reached as {way}{name}.";
                }
            }
            else if (others.Count <= Most && owner.NameOffset != 0)
            {
                others.Add(where);
            }
        }

        if (reached == 0 && others.Count > 0)
        {
            string more = others.Count > Most ? " and others" : "";
            yield return $"A member named {name} is in {string.Join(", ", others.Take(Most))}{more}.";
        }
    }

    private IEnumerable<string> SearchType(BtfKind kind, string name)
    {
        int count = 0;
        foreach (BtfType type in _target.FindTypes(name))
        {
            if (count++ < Most)
            {
                yield return $"There is {CoreSpecText.FormatRoot(type)}.";
            }
        }

        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        var near = new List<(int Distance, string Text)>();
        foreach (BtfType type in _target.AllTypes)
        {
            if (type.Kind == kind && type.NameOffset != 0 && CoreNames.TryRead(type, out ReadOnlySpan<byte> text) && Math.Abs(text.Length - utf8.Length) <= 3
                && NameLikeness.Distance(utf8, text) is var distance and > 0 and not NameLikeness.None)
            {
                near.Add((distance, Encoding.UTF8.GetString(text)));
            }
        }

        foreach (string sentence in DidYouMean(near))
        {
            yield return sentence;
        }
    }
}

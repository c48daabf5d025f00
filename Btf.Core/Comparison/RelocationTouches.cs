using Btf.Core.Extensions;

namespace Btf.Core.Comparison;

/// <summary>The types and parts of types that a BPF object's CO-RE relocations need.</summary>
internal sealed class RelocationTouches
{
    // Stands for the type itself among the names of its parts.
    private const string Itself = "";
    private const string Everything = "*";

    private readonly Dictionary<(char Space, string Name), HashSet<string>> _parts = [];

    private RelocationTouches()
    {
    }

    /// <summary>Reads the relocations.</summary>
    /// <exception cref="BtfFormatException">A type or an access string does not exist.</exception>
    public static RelocationTouches Of(BtfExtension program)
    {
        var touches = new RelocationTouches();
        Span<int> indexes = stackalloc int[CoreAccess.MaxLength];
        foreach (BtfCoreRelocation relocation in program.CoreRelocations)
        {
            if (relocation.Kind == BtfCoreRelocationKind.LocalTypeId)
            {
                continue;
            }

            BtfType root = relocation.Type;
            if (!CoreAccess.TryParse(relocation.AccessPath.Bytes, indexes, out int count))
            {
                throw new BtfFormatException(new BtfError(
                    BtfErrorCode.BadExtension, relocation.ByteOffset, root.Id, text: $"The access string '{relocation.AccessPath}' of a relocation is malformed"));
            }

            touches.AddRelocation(relocation.Kind, root, indexes[..count]);
        }

        return touches;
    }

    /// <summary>Returns the change with the parts that relocations touch; null if they touch none.</summary>
    public BtfTypeChange? Narrow(BtfTypeChange change)
    {
        if (!_parts.TryGetValue((SpaceOf(change.Kind), change.Name), out HashSet<string>? touched))
        {
            return null;
        }

        if (change.Change != BtfChangeKind.Changed || touched.Contains(Everything))
        {
            return change;
        }

        BtfPartChange[] parts = [.. change.Parts.Where(part => IsTouched(part, touched))];
        return parts.Length == 0 ? null : change.With(parts);
    }

    private static bool IsTouched(BtfPartChange part, HashSet<string> touched) => part.Part switch
    {
        BtfChangedPart.Member or BtfChangedPart.Value => touched.Contains(part.Name) || (part.Change == BtfChangeKind.Renamed && touched.Contains(part.Old)),
        BtfChangedPart.Type => touched.Contains(Itself) || part.Change is BtfChangeKind.Recoded or BtfChangeKind.Changed,
        _ => false,
    };

    /// <summary>Returns a letter for a kind: types with the same name and different letters are different types.</summary>
    private static char SpaceOf(BtfKind kind) => kind switch
    {
        BtfKind.Struct or BtfKind.Union or BtfKind.Fwd => 's',
        BtfKind.Enum or BtfKind.Enum64 => 'e',
        BtfKind.Typedef => 't',
        BtfKind.Int or BtfKind.Float => 'i',
        _ => '-',
    };

    /// <summary>Returns a name without the flavour that a program adds: <c>task_struct</c> for <c>task_struct___old</c>.</summary>
    private static string WithoutFlavor(string name) => name.IndexOf("___", 1 <= name.Length ? 1 : 0, StringComparison.Ordinal) is > 0 and int end ? name[..end] : name;

    private void Add(BtfType type, string part)
    {
        (char, string) key = (SpaceOf(type.Kind), WithoutFlavor(type.Name.ToString()));
        if (!_parts.TryGetValue(key, out HashSet<string>? parts))
        {
            parts = new HashSet<string>(StringComparer.Ordinal);
            _parts.Add(key, parts);
        }

        parts.Add(part);
    }

    private void AddRelocation(BtfCoreRelocationKind kind, BtfType root, ReadOnlySpan<int> indexes)
    {
        switch (kind)
        {
            case BtfCoreRelocationKind.TypeMatches:
                Add(root, Everything);
                AddChain(root, isSizeAsked: true);
                break;
            case BtfCoreRelocationKind.TargetTypeId or BtfCoreRelocationKind.TypeExists:
                AddChain(root, isSizeAsked: false);
                break;
            case BtfCoreRelocationKind.TypeSize:
                AddChain(root, isSizeAsked: true);
                break;
            case BtfCoreRelocationKind.EnumValue or BtfCoreRelocationKind.EnumValueExists:
                AddValue(root, indexes[0]);
                break;
            default:
                AddField(kind, root, indexes);
                break;
        }
    }

    /// <summary>Adds the typedefs that a type leads through, and the type behind them.</summary>
    private BtfType AddChain(BtfType type, bool isSizeAsked)
    {
        foreach (BtfType step in type.Chain)
        {
            if (step.Kind == BtfKind.Typedef)
            {
                Add(step, Itself);
            }
            else if (!step.Kind.IsModifier())
            {
                if (isSizeAsked || step.Kind is BtfKind.Int or BtfKind.Float)
                {
                    Add(step, Itself);
                }
                else
                {
                    _ = _parts.TryAdd((SpaceOf(step.Kind), WithoutFlavor(step.Name.ToString())), []);
                }

                return step;
            }
        }

        return type;
    }

    private void AddValue(BtfType root, int index)
    {
        BtfType type = AddChain(root, isSizeAsked: false);
        if (type.TryAsEnum(out BtfEnum values) && (uint)index < (uint)values.Values.Count)
        {
            Add(type, WithoutFlavor(values.Values[index].Name.ToString()));
        }
    }

    private void AddField(BtfCoreRelocationKind kind, BtfType root, ReadOnlySpan<int> indexes)
    {
        BtfType type = AddChain(root, isSizeAsked: false);
        BtfType owner = BtfKinds.Composite.Includes(type.Kind) && type.Name.Bytes.IsEmpty ? root.Unqualified : type;
        string prefix = "";
        bool isSizeAsked = kind != BtfCoreRelocationKind.FieldByteOffset && kind != BtfCoreRelocationKind.FieldExists;
        for (int i = 1; i < indexes.Length; i++)
        {
            bool isLast = i == indexes.Length - 1;
            if (type.TryAsArray(out BtfArray array))
            {
                type = AddChain(array.ElementType, isSizeAsked: true);
            }
            else if (type.TryAsComposite(out BtfComposite composite) && (uint)indexes[i] < (uint)composite.Members.Count)
            {
                BtfMember member = composite.Members[indexes[i]];
                bool isNamed = !member.Name.Bytes.IsEmpty;
                string path = isNamed ? prefix + member.Name : prefix;
                if (isNamed)
                {
                    Add(owner, path);
                }

                type = AddChain(member.Type, isSizeAsked && isLast);
                prefix = isNamed ? path + "." : prefix;
                if (!type.Name.Bytes.IsEmpty || !BtfKinds.Composite.Includes(type.Kind))
                {
                    (owner, prefix) = (type, "");
                }
            }
            else
            {
                return;
            }
        }
    }
}

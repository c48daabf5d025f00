namespace Btf.Core.Merging;

/// <summary>Describes the place of a difference between two types, and the difference.</summary>
internal readonly struct DifferenceText(BtfObject btf)
{
    /// <summary>Returns the names on the path: of the first type, then of members and parameters.</summary>
    /// <param name="way">The types, each with the index of its reference to the next one.</param>
    public string Way(IReadOnlyList<(uint Id, int Edge)> way)
    {
        var names = new List<string> { NameOf(btf[way[0].Id]) };
        for (int i = 0; i + 1 < way.Count; i++)
        {
            if (Step(btf[way[i].Id], way[i].Edge) is { } step)
            {
                names.Add(step);
            }
        }

        return string.Join(" -> ", names);
    }

    /// <summary>Returns the difference between two types, apart from the types that they refer to.</summary>
    public string Difference(uint one, uint other)
    {
        BtfType first = btf[one];
        BtfType second = btf[other];
        if (first.Kind != second.Kind || !first.Name.Bytes.SequenceEqual(second.Name.Bytes))
        {
            return $"{Described(first)} against {Described(second)}";
        }

        if (first.TryAsComposite(out BtfComposite composite) && second.TryAsComposite(out BtfComposite otherComposite))
        {
            return $"{Described(first)} {OfComposites(composite, otherComposite)}";
        }

        if (first.TryAsArray(out BtfArray array) && second.TryAsArray(out BtfArray otherArray))
        {
            return $"ARRAY of {array.Count} elements against {otherArray.Count}";
        }

        return $"{Described(first)} {(first.Vlen != second.Vlen ? $"with {first.Vlen} elements against {second.Vlen}" : Words(first, second))}";
    }

    private static string OfComposites(BtfComposite one, BtfComposite other)
    {
        if (one.AsType().SizeOrType != other.AsType().SizeOrType)
        {
            return $"of {one.AsType().SizeOrType} bytes against {other.AsType().SizeOrType}";
        }

        if (one.Members.Count != other.Members.Count)
        {
            return $"with {one.Members.Count} members against {other.Members.Count}";
        }

        for (int i = 0; i < one.Members.Count; i++)
        {
            BtfMember first = one.Members[i];
            BtfMember second = other.Members[i];
            if (first.BitOffset != second.BitOffset || first.BitfieldSize != second.BitfieldSize || !first.Name.Bytes.SequenceEqual(second.Name.Bytes))
            {
                return $"with member {i} {Described(first)} against {Described(second)}";
            }
        }

        return "with bit-fields against none";
    }

    private static string Words(BtfType one, BtfType other) =>
        one.SizeOrType != other.SizeOrType && one.Kind is not (BtfKind.Ptr or BtfKind.Typedef)
            ? $"of {one.SizeOrType} bytes against {other.SizeOrType}"
            : "with other values";

    private static string Described(BtfMember member) =>
        $"'{member.Name}' at bit {member.BitOffset}{(member.BitfieldSize != 0 ? $" of {member.BitfieldSize} bits" : "")}";

    private static string Described(BtfType type) => type.Id == 0 ? "void" : $"{type.Kind.GetName()}{(type.Name.Bytes.IsEmpty ? "" : $" '{type.Name}'")}";

    private static string NameOf(BtfType type) => type.Name.Bytes.IsEmpty ? $"[{type.Id}]" : type.Name.ToString();

    /// <summary>Returns a name for a reference; null for a reference that every type of the kind has.</summary>
    private static string? Step(BtfType type, int edge)
    {
        if (type.TryAsComposite(out BtfComposite composite))
        {
            BtfString name = composite.Members[edge].Name;
            return name.Bytes.IsEmpty ? $"(member {edge})" : name.ToString();
        }

        if (type.TryAsFunctionPrototype(out BtfFunctionPrototype prototype))
        {
            // The first reference is the return type.
            return edge == 0 ? "(result)" : prototype.Parameters[edge - 1].Name is { Utf8.IsEmpty: false } name ? name.ToString() : $"(parameter {edge - 1})";
        }

        return type.Kind == BtfKind.Array ? "[]" : null;
    }
}

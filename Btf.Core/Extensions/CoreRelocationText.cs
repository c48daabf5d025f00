using System.Globalization;
using System.Text;

namespace Btf.Core.Extensions;

/// <summary>Writes a CO-RE relocation for people, as llvm-objdump does. It shows bad data instead of throwing.</summary>
internal static class CoreRelocationText
{
    private const int MaxNameLength = 512;
    private const int MaxBadAccessLength = 80;

    /// <summary>Returns the text of a relocation.</summary>
    public static string Format(BtfCoreRelocation relocation, BtfObject btf)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<{CoreKindNames.Of(relocation.Kind)}> [{relocation.TypeId}] ");
        if (!btf.TryGetType(relocation.TypeId, out BtfType type))
        {
            return text.Append("(no such type)").ToString();
        }

        _ = type.TryGetUnqualified(out type);
        AppendType(text, type);
        BtfString path = relocation.AccessPath;
        Span<int> indexes = stackalloc int[CoreAccess.MaxLength];
        if (!btf.TryReadString(path.Offset, out ReadOnlySpan<byte> utf8, CoreAccess.MaxTextLength + 1) || !CoreAccess.TryParse(utf8, indexes, out int count))
        {
            return text.Append(CultureInfo.InvariantCulture, $" (malformed access '{Name(path, MaxBadAccessLength)}')").ToString();
        }

        string access = Encoding.UTF8.GetString(utf8);
        GC.KeepAlive(btf);

        if (relocation.Kind is BtfCoreRelocationKind.EnumValue or BtfCoreRelocationKind.EnumValueExists)
        {
            AppendEnumerator(text, type, indexes[0]);
        }
        else if (relocation.Kind is >= BtfCoreRelocationKind.FieldByteOffset and <= BtfCoreRelocationKind.FieldRightShift)
        {
            AppendField(text, type, indexes[..count]);
            text.Append(CultureInfo.InvariantCulture, $" ({access})");
        }

        return text.ToString();
    }

    private static void AppendType(StringBuilder text, BtfType type)
    {
        string keyword = type.Kind switch
        {
            BtfKind.Struct => "struct ",
            BtfKind.Union => "union ",
            BtfKind.Enum or BtfKind.Enum64 => "enum ",
            BtfKind.Typedef => "typedef ",
            BtfKind.Fwd => type.AsForward().IsUnion ? "fwd union " : "fwd struct ",
            _ => "",
        };
        string name = Name(type.Name);
        text.Append(keyword).Append(name.Length == 0 ? $"<anonymous {type.Id}>" : name);
    }

    private static void AppendEnumerator(StringBuilder text, BtfType type, int index)
    {
        _ = type.TryGetUnderlying(out type);
        if (type.TryAsEnum(out BtfEnum view) && index < view.Values.Count)
        {
            BtfEnumValue value = view.Values[index];
            text.Append(CultureInfo.InvariantCulture, $"::{Name(value.Name)} = ");
            _ = view.IsSigned
                ? text.Append(CultureInfo.InvariantCulture, $"{value.SignedValue}")
                : text.Append(CultureInfo.InvariantCulture, $"{value.UnsignedValue}");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"::(no enumerator {index})");
        }
    }

    private static void AppendField(StringBuilder text, BtfType type, ReadOnlySpan<int> indexes)
    {
        text.Append("::");
        if (indexes[0] != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{indexes[0]}]");
        }

        bool first = indexes[0] == 0;
        foreach (int index in indexes[1..])
        {
            _ = type.TryGetUnderlying(out type);
            if (type.TryAsComposite(out BtfComposite composite) && index < composite.Members.Count)
            {
                BtfMember member = composite.Members[index];
                string name = Name(member.Name);
                text.Append(first ? "" : ".").Append(name.Length == 0 ? $"<anon {index}>" : name);
                if (!type.Object.TryGetType(member.TypeId, out type))
                {
                    return;
                }
            }
            else if (type.TryAsArray(out BtfArray array))
            {
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
                if (!type.Object.TryGetType(array.ElementTypeId, out type))
                {
                    return;
                }
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"(no member {index})");
                return;
            }

            first = false;
        }
    }

    private static string Name(BtfString name, int maxLength = MaxNameLength)
    {
        // A hostile string may be as long as the file, and many records may refer to it.
        if (name.Owner is not { } owner || !owner.TryReadString(name.Offset, out ReadOnlySpan<byte> utf8, maxLength + 1))
        {
            return $"(string {name.Offset})";
        }

        string text = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, maxLength)]);
        name.KeepAlive();
        return utf8.Length <= maxLength ? text : $"{text}…";
    }
}

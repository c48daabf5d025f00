using System.Globalization;
using Btf.Text;
using Btf.Core;

namespace Btf.Explorer.Searching;

/// <summary>The words for an answer of a search.</summary>
/// <param name="Kind">The type's kind, in a word.</param>
/// <param name="Name">The name that was found.</param>
/// <param name="Note">What else a line says: the signature, the size, the place of a member.</param>
internal sealed record HitText(string Kind, string Name, string Note)
{
    private const int LongestName = 200;

    public static HitText Of(BtfType type, int index)
    {
        string kind = KindNames.Of(type.Kind);
        if (index >= 0 && type.TryAsComposite(out BtfComposite composite))
        {
            BtfMember member = composite.Members[index];
            return new HitText("member", Text(member.Name), Cut(SafeText.Of($"{type} at {Place(member)}: {member.Type}")));
        }

        if (index >= 0 && type.TryAsEnum(out BtfEnum enumeration))
        {
            BtfEnumValue value = enumeration.Values[index];
            string number = enumeration.IsSigned ? value.SignedValue.ToString(CultureInfo.InvariantCulture) : value.UnsignedValue.ToString(CultureInfo.InvariantCulture);
            return new HitText("value", Text(value.Name), Cut(SafeText.Of($"{number} in {type}")));
        }

        return new HitText(kind, Text(type.Name), Cut(SafeText.Of(Describe(type))));
    }

    private static string Describe(BtfType type)
    {
        if (type.TryAsComposite(out BtfComposite shape))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{shape.Size} B, {shape.Members.Count} member{(shape.Members.Count == 1 ? "" : "s")}");
        }

        return type.Kind switch
        {
            BtfKind.Enum or BtfKind.Enum64 => string.Create(CultureInfo.InvariantCulture, $"{type.Vlen} value{(type.Vlen == 1 ? "" : "s")}"),
            BtfKind.Typedef => type.Target.ToString(),
            BtfKind.Func => type.AsFunction().ToString(),
            BtfKind.Var => type.AsVariable().VariableType.ToString(),
            BtfKind.Int or BtfKind.Float => type.TryGetSizeInBytes(out uint size) ? string.Create(CultureInfo.InvariantCulture, $"{size} B") : "",
            BtfKind.DataSec => string.Create(CultureInfo.InvariantCulture, $"{type.Vlen} variables"),
            _ => "",
        };
    }

    private static string Place(BtfMember member) => member.BitfieldSize != 0
        ? string.Create(CultureInfo.InvariantCulture, $"{member.BitOffset / 8}.{member.BitOffset % 8}")
        : string.Create(CultureInfo.InvariantCulture, $"{member.BitOffset / 8}");

    private static string Text(BtfString name) =>
        name.TryGetUtf8(out ReadOnlySpan<byte> utf8) ? SafeText.Of(utf8.Length <= LongestName ? SafeText.Decode(utf8) : SafeText.Decode(utf8[..LongestName]) + "…") : "(bad name)";

    private static string Cut(string text) => text.Length <= LongestName ? text : string.Concat(text.AsSpan(0, LongestName), "…");
}

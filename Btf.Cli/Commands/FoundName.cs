using System.Globalization;
using System.Text;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary>One answer of a search: a type, or a member or value of it.</summary>
/// <param name="ObjectName">The object that has it.</param>
/// <param name="Type">The type.</param>
/// <param name="MemberIndex">The member's index; -1 where the answer is not a member.</param>
/// <param name="ValueIndex">The value's index; -1 where the answer is not a value.</param>
/// <param name="Shape">The shape of a structure or union, if the view shows shapes.</param>
/// <param name="Saved">The bytes that another order of members saves, if the view shows them.</param>
internal readonly record struct FoundName(
    string ObjectName, BtfType Type, int MemberIndex = -1, int ValueIndex = -1, StructureShape Shape = default, long Saved = 0)
{
    // No compiler makes longer names. In crafted data, each of very many names can be as long as all of the data.
    private const int LongestName = 1024;

    private BtfMember? Member => MemberIndex < 0 ? null : Type.AsComposite().Members[MemberIndex];

    private BtfEnumValue? Value => ValueIndex < 0 ? null : Type.AsEnum().Values[ValueIndex];

    /// <summary>The name as a line shows it.</summary>
    public string Text => this switch
    {
        { Member: { } member } => Cut($"{Type}: {member}"),
        { Value: { } value } => Cut($"{Type}: {TextOf(value.Name)} = {Number(value)}"),
        _ => TextOf(Type.Name),
    };

    /// <summary>The declaration as a line shows it: the signature of a function, the target of a typedef, the size of a structure.</summary>
    public string LongText
    {
        get
        {
            if (Member is { } member)
            {
                MemberPlace place = MemberPlace.Of(member);
                string bits = place.Bits == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", bit {place.FirstBit % 8}, {place.Bits} bits");
                return string.Create(CultureInfo.InvariantCulture, $"{Text} at byte {place.FirstBit / 8}{bits}");
            }

            if (Type.TryAsComposite(out BtfComposite composite))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Type}: {composite.Size} bytes, {composite.Members.Count} members");
            }

            if (Type.TryAsEnum(out BtfEnum enumeration))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Type}: {enumeration.Values.Count} values");
            }

            return Type.Kind == BtfKind.Typedef ? $"{Text} = {Type.Target}" : Type.Kind is BtfKind.Func or BtfKind.Var or BtfKind.Ptr ? Type.ToString() : Text;
        }
    }

    public void Write(Utf8JsonWriter json, FindView view)
    {
        json.WriteStartObject();
        json.WriteString("object", ObjectName);
        json.WriteNumber("id", Type.Id);
        json.WriteString("kind", KindNames.Of(Type.Kind));
        json.WriteString("name", Utf8Of(Type.Name));
        if (Member is { } member)
        {
            json.WriteString("member", Utf8Of(member.Name));
            json.WriteNumber("index", member.Index);
            json.WriteNumber("typeId", member.TypeId);
            json.WriteString("memberDeclaration", Cut(member.ToString()));
            json.WriteNumber("bitOffset", member.BitOffset);
        }
        else if (Value is { } value)
        {
            json.WriteString("value", Utf8Of(value.Name));
            json.WriteNumber("index", value.Index);
            json.WritePropertyName("number");
            json.WriteRawValue(Number(value));
        }

        if (view.IsLong)
        {
            json.WriteString("declaration", LongText);
        }

        if (view.HasShapes)
        {
            json.WriteNumber("size", Shape.Size);
            json.WriteNumber("members", Shape.Members);
            json.WriteNumber("holes", Shape.Holes);
            json.WriteNumber("holeBytes", Shape.HoleBytes);
            json.WriteNumber("padding", Shape.Padding);
        }

        if (view.HasSavings)
        {
            json.WriteNumber("saved", Saved);
        }

        json.WriteEndObject();
    }

    private string Number(BtfEnumValue value) => Type.KindFlag
        ? value.SignedValue.ToString(CultureInfo.InvariantCulture)
        : value.UnsignedValue.ToString(CultureInfo.InvariantCulture);

    private static string TextOf(BtfString name) => name.Utf8 is { Length: > LongestName } utf8 ? SafeText.Decode(utf8[..LongestName]) + "…" : SafeText.Decode(name.Utf8);

    private static string Utf8Of(BtfString name) =>
        name.Utf8 is { Length: > LongestName } utf8 ? Encoding.UTF8.GetString(utf8[..LongestName]) + "…" : name.ToString();

    private static string Cut(string text) => text.Length <= 2 * LongestName ? text : string.Concat(text.AsSpan(0, 2 * LongestName), "…");
}

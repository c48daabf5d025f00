using System.Globalization;
using System.Text;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary>One answer of a search: a type, or a member or value of it.</summary>
internal readonly record struct FoundName(string ObjectName, BtfType Type, BtfMember? Member = null, BtfEnumValue? Value = null)
{
    // No compiler makes longer ones. Crafted data has very many names that are each as long as all of it.
    private const int LongestName = 1024;

    /// <summary>The name as a line shows it.</summary>
    public string Text => this switch
    {
        { Member: { } member } => Cut($"{Type}: {member}"),
        { Value: { } value } => Cut($"{Type}: {TextOf(value.Name)} = {Number(value)}"),
        _ => TextOf(Type.Name),
    };

    public void Write(Utf8JsonWriter json)
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
            json.WriteString("declaration", Cut(member.ToString()));
            json.WriteNumber("bitOffset", member.BitOffset);
        }
        else if (Value is { } value)
        {
            json.WriteString("value", Utf8Of(value.Name));
            json.WriteNumber("index", value.Index);
            json.WritePropertyName("number");
            json.WriteRawValue(Number(value));
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

using System.Globalization;
using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary>One answer of a search: a type, or a member or value of it.</summary>
internal readonly record struct FoundName(string ObjectName, BtfType Type, BtfMember? Member = null, BtfEnumValue? Value = null)
{
    /// <summary>The name as a line shows it.</summary>
    public string Text => this switch
    {
        { Member: { } member } => $"{Type}: {member}",
        { Value: { } value } => $"{Type}: {SafeText.Decode(value.Name.Utf8)} = {Number(value)}",
        _ => SafeText.Decode(Type.Name.Utf8),
    };

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("object", ObjectName);
        json.WriteNumber("id", Type.Id);
        json.WriteString("kind", KindNames.Of(Type.Kind));
        json.WriteString("name", Type.Name.ToString());
        if (Member is { } member)
        {
            json.WriteString("member", member.Name.ToString());
            json.WriteNumber("index", member.Index);
            json.WriteNumber("typeId", member.TypeId);
            json.WriteString("declaration", member.ToString());
            json.WriteNumber("bitOffset", member.BitOffset);
        }
        else if (Value is { } value)
        {
            json.WriteString("value", value.Name.ToString());
            json.WriteNumber("index", value.Index);
            json.WritePropertyName("number");
            json.WriteRawValue(Number(value));
        }

        json.WriteEndObject();
    }

    private string Number(BtfEnumValue value) => Type.KindFlag
        ? value.SignedValue.ToString(CultureInfo.InvariantCulture)
        : value.UnsignedValue.ToString(CultureInfo.InvariantCulture);
}

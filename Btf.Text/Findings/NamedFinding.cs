using System.Text.Json;
using Btf.Core;

namespace Btf.Text;

/// <summary>A broken rule, and the name of the type that breaks it.</summary>
public sealed record NamedFinding(BtfFinding Finding, string Name) : IToldFinding
{
    public override string ToString()
    {
        string kind = KindNames.Of(Finding.Kind).ToUpperInvariant();
        string element = Finding.ElementIndex < 0 ? "" : $"element {Finding.ElementIndex}: ";
        return Finding.TypeId == 0
            ? Finding.Rule
            : $"[{Finding.TypeId}] {kind} {(Name.Length == 0 ? "(anon)" : Name)}: {element}{Finding.Rule}{(Finding.IsFilledByLoader ? " (a loader fills this in)" : "")}";
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("code", Finding.Code.ToString());
        json.WriteString("rule", Finding.Rule);
        json.WriteNumber("typeId", Finding.TypeId);
        json.WriteString("kind", KindNames.Of(Finding.Kind));
        json.WriteString("name", Name);
        json.WriteString("field", Finding.Field);
        json.WriteNumber("elementIndex", Finding.ElementIndex);
        json.WriteNumber("byteOffset", Finding.ByteOffset);
        if (Finding.IsFilledByLoader)
        {
            json.WriteBoolean("filledByLoader", true);
        }

        json.WriteEndObject();
    }
}

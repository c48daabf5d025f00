using System.Text.Json;

namespace Btf.Cli;

/// <summary>Writes the places to which a path leads.</summary>
internal static class PathJson
{
    /// <summary>Writes one place.</summary>
    public static void Write(Utf8JsonWriter json, string expression, string objectName, PathPlace place)
    {
        json.WriteStartObject();
        json.WriteString("path", expression);
        json.WriteString("object", objectName);
        json.WriteString("type", place.Type.ToString());
        json.WriteNumber("typeId", place.Type.Id);
        json.WriteNumber("byteOffset", place.ByteOffset);
        json.WriteNumber("bitOffset", place.BitOffset);
        json.WriteNumber("bitSize", place.BitSize);
        json.WriteBoolean("isBitfield", place.IsBitfield);
        json.WriteNumber("pointersCrossed", place.Pointers.Count);
        json.WriteEndObject();
    }
}

using System.Text;
using System.Text.Json;

namespace Btf.Cli;

/// <summary>The text of a value in JSON, and its place in bytes from the start.</summary>
internal readonly record struct JsonField(string Text, long Place)
{
    /// <summary>Reads the value at which the reader stands.</summary>
    public static JsonField Read(ref Utf8JsonReader reader, int mark) => new(
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan), mark + reader.TokenStartIndex);
}

using System.Text;
using System.Text.Json;

namespace Btf.Cli;

/// <summary>A value in JSON as text, and where it is, in bytes from the start.</summary>
internal readonly record struct JsonField(string Text, long Place)
{
    /// <summary>Reads the value that the reader stands at.</summary>
    public static JsonField Read(ref Utf8JsonReader reader, int mark) => new(
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan), mark + reader.TokenStartIndex);
}

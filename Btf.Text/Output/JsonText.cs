using System.Text.Encodings.Web;
using System.Text.Json;

namespace Btf.Text;

/// <summary>Makes the JSON writers for all answers, so that all have the same form.</summary>
public static class JsonText
{
    /// <summary>Writes one value and ends the line.</summary>
    public static void Write(TextOutput output, Action<Utf8JsonWriter> content)
    {
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            content(json);
        }

        output.Write("\n"u8);
    }
}

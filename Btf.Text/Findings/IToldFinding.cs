using System.Text.Json;

namespace Btf.Text;

/// <summary>A fault in a file. Its text is one line without the file's name.</summary>
public interface IToldFinding
{
    /// <summary>Writes the finding as a JSON object.</summary>
    void Write(Utf8JsonWriter json);

    /// <summary>Returns the finding as a line of text.</summary>
    string ToString();
}

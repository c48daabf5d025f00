using System.Text.Json;

namespace Btf.Cli;

/// <summary>Something that is wrong with a file. Its text is one line without the file's name.</summary>
internal interface IToldFinding
{
    /// <summary>Writes an object.</summary>
    void Write(Utf8JsonWriter json);

    /// <summary>Returns the line.</summary>
    string ToString();
}

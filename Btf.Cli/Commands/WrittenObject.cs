using System.Text.Json;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Writes the object that a command made, and a line about it.</summary>
internal sealed record WrittenObject(string Path, int Types, long Bytes)
{
    /// <summary>Writes an object's data to a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inputs">The files that the object is made from. They are not overwritten.</param>
    /// <param name="btf">The object.</param>
    public static WrittenObject Write(string path, IEnumerable<string?> inputs, BtfObject btf)
    {
        OutputFile.Write(path, inputs, file => file.Write(btf.RawData));
        return new WrittenObject(path, btf.TypeCount, btf.RawData.Length);
    }

    /// <summary>Tells what was written: in a line for each object, or in JSON.</summary>
    public static void Report(TextOutput output, bool json, params IReadOnlyList<WrittenObject> written)
    {
        if (written.Any(file => file.Path == OutputFile.StandardOutput))
        {
            // The object itself goes to standard output.
            return;
        }

        if (json)
        {
            JsonText.Write(output, writer => WriteJson(writer, written));
            return;
        }

        foreach (WrittenObject file in written)
        {
            output.WriteLine(SafeText.Of($"{file.Path}: {file.Types} types, {file.Bytes} bytes"));
        }
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<WrittenObject> written)
    {
        json.WriteStartArray();
        foreach (WrittenObject file in written)
        {
            json.WriteStartObject();
            json.WriteString("output", file.Path);
            json.WriteNumber("types", file.Types);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

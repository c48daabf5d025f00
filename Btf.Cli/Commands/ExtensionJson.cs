using System.Text.Json;
using Btf.Core;
using Btf.Core.Extensions;

namespace Btf.Cli;

/// <summary>Writes the records of <c>.BTF.ext</c> as one JSON object. A bad record gets a warning and is left out.</summary>
internal sealed class ExtensionJson(Utf8JsonWriter json, BtfExtension extension)
{
    /// <summary>Writes the chosen parts.</summary>
    /// <returns>Whether every record was sound.</returns>
    public bool Write(bool functions, bool lines, bool core)
    {
        bool sound = true;
        json.WriteStartObject();
        if (functions)
        {
            json.WriteStartArray("functions");
            sound &= ExtensionWalk.Over(extension.Functions, f => f.ByteOffset, Write);
            json.WriteEndArray();
        }

        if (lines)
        {
            json.WriteStartArray("lines");
            sound &= ExtensionWalk.Over(extension.Lines, l => l.ByteOffset, Write);
            json.WriteEndArray();
        }

        if (core)
        {
            json.WriteStartArray("core");
            sound &= ExtensionWalk.Over(extension.CoreRelocations, c => c.ByteOffset, Write);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        return sound;
    }

    // Reads everything that may throw before writing anything.
    private void Write(BtfFunctionInfo function)
    {
        string section = function.SectionName.ToString();
        string name = function.Type.Name.ToString();
        Start(section, function.InstructionOffset);
        json.WriteNumber("type", function.TypeId);
        json.WriteString("name", name);
        json.WriteEndObject();
    }

    private void Write(BtfLineInfo line)
    {
        string section = line.SectionName.ToString();
        string file = line.FileName.ToString();
        string text = line.Text.ToString();
        Start(section, line.InstructionOffset);
        json.WriteString("file", file);
        json.WriteNumber("line", line.Line);
        json.WriteNumber("column", line.Column);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private void Write(BtfCoreRelocation relocation)
    {
        string section = relocation.SectionName.ToString();
        string name = relocation.Type.Name.ToString();
        string access = relocation.AccessPath.ToString();
        Start(section, relocation.InstructionOffset);
        json.WriteNumber("kind", (uint)relocation.Kind);
        json.WriteNumber("type", relocation.TypeId);
        json.WriteString("name", name);
        json.WriteString("access", access);
        json.WriteString("description", relocation.ToString());
        json.WriteEndObject();
    }

    private void Start(string section, uint offset)
    {
        json.WriteStartObject();
        json.WriteString("section", section);
        json.WriteNumber("offset", offset);
    }
}

using System.Text.Json;
using Btf.Core;
using Btf.Core.Comparison;

namespace Btf.Cli;

/// <summary>Writes all changes as JSON, and cuts nothing.</summary>
internal sealed class DiffJson(Utf8JsonWriter json)
{
    public void Write(string old, string @new, IReadOnlyList<string> remarks, IReadOnlyList<BtfTypeChange> changes, IReadOnlyList<string> notes)
    {
        json.WriteStartObject();
        json.WriteString("old", old);
        json.WriteString("new", @new);
        json.WriteBoolean("differ", changes.Count != 0 || remarks.Count != 0);
        WriteTexts("remarks", remarks);
        WriteTexts("notes", notes);
        json.WriteStartArray("changes");
        foreach (BtfTypeChange change in changes)
        {
            Write(change);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private void WriteTexts(string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private void Write(BtfTypeChange change)
    {
        json.WriteStartObject();
        json.WriteString("change", Word(change.Change));
        json.WriteString("kind", KindNames.Of(change.Kind));
        json.WriteString("name", change.Name);
        if (change.ModuleName.Length != 0)
        {
            json.WriteString("module", change.ModuleName);
        }

        if (change.Old is { } old)
        {
            json.WriteNumber("oldId", old.Id);
        }

        if (change.New is { } @new)
        {
            json.WriteNumber("newId", @new.Id);
        }

        if (change.Change == BtfChangeKind.Changed)
        {
            WriteParts(change);
        }

        if (change.Change != BtfChangeKind.Added)
        {
            WriteImpact(change.Impact);
        }

        json.WriteEndObject();
    }

    private void WriteParts(BtfTypeChange change)
    {
        json.WriteStartArray("parts");
        foreach (BtfPartChange part in change.Parts)
        {
            json.WriteStartObject();
            json.WriteString("part", Word(part.Part));
            json.WriteString("change", Word(part.Change));
            json.WriteString("name", part.Name);
            json.WriteString("old", part.Old);
            json.WriteString("new", part.New);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteImpact(BtfImpact impact)
    {
        json.WriteStartObject("impact");
        json.WriteNumber("containing", impact.Containing.Count);
        json.WriteNumber("referring", impact.Referring.Count);
        json.WriteNumber("functions", impact.Functions.Count);
        WriteTexts("kfuncs", [.. impact.Kfuncs.Select(NameOf)]);
        WriteTexts("tracepoints", [.. impact.Tracepoints.Select(NameOf)]);
        WriteTexts("structOps", [.. impact.StructOps.Select(NameOf)]);
        json.WriteEndObject();
    }

    private static string NameOf(BtfType type) => type.Name.ToString();
}

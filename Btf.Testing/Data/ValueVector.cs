using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace Btf.Testing;

/// <summary>One vector of the family "values": a type, bytes, options, and the right text for them.</summary>
public sealed class ValueVector
{
    private readonly JsonElement _json;

    private ValueVector(JsonElement json, byte[] data)
    {
        _json = json;
        Btf = Slice("btf", data);
        Data = Slice("data", data);
    }

    public string Id => Text("id")!;

    public string Group => Text("group")!;

    /// <summary>The types.</summary>
    public byte[] Btf { get; }

    public uint TypeId => _json.GetProperty("type").GetUInt32();

    public byte[] Data { get; }

    public bool Compact => Number("compact") != 0;

    public bool SkipNames => Number("skip_names") != 0;

    public bool Zeroes => Number("emit_zeroes") != 0;

    public bool Strings => Number("emit_strings") != 0;

    public int IndentLevel => Number("indent_level");

    public string? Indent => Text("indent");

    /// <summary>The size of the type, or a negative error number.</summary>
    public int Result => Number("result");

    public string Expected => Text("text")!;

    /// <summary>Reads the vectors; skips the test if they are absent.</summary>
    public static IEnumerable<ValueVector> Read()
    {
        string folder = SharedData.PathOf(Path.Combine("vectors", "values"));
        byte[] data = File.ReadAllBytes(Path.Combine(folder, "vectors.bin"));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "vectors.json"), Encoding.UTF8));
        return [.. document.RootElement.Clone().GetProperty("vectors").EnumerateArray().Select(vector => new ValueVector(vector, data))];
    }

    public override string ToString() => Id;

    private string? Text(string property) => _json.TryGetProperty(property, out JsonElement value) ? value.GetString() : null;

    private int Number(string property) => _json.TryGetProperty(property, out JsonElement value) ? value.GetInt32() : 0;

    private byte[] Slice(string property, byte[] data)
    {
        JsonElement range = _json.GetProperty(property);
        return data.AsSpan(range[0].GetInt32(), range[1].GetInt32()).ToArray();
    }
}

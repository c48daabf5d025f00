using System.Text.Json;
using System.Text.RegularExpressions;

namespace Btf.Testing;

/// <summary>One vector of a family: a blob and the verdicts on it. The family's other fields are in <see cref="Json"/>.</summary>
public sealed partial class BtfVector
{
    private readonly byte[] _data;

    internal BtfVector(JsonElement json, byte[] data)
    {
        Json = json;
        _data = data;
        Id = json.GetProperty("id").GetString()!;
        Blob = json.TryGetProperty("blob", out _) ? Slice("blob") : [];
        Bases = Slices("bases");
        K618 = Kernel("k618");
        K72 = Kernel("k72");
        Libbpf = Library();
    }

    public string Id { get; }

    public byte[] Blob { get; }

    /// <summary>The blob's bases, lowest first.</summary>
    public IReadOnlyList<byte[]> Bases { get; }

    /// <summary>The verdict of kernel 6.18; null if there is none.</summary>
    public KernelVerdict? K618 { get; }

    /// <summary>The verdict of kernel 7.2; null if there is none.</summary>
    public KernelVerdict? K72 { get; }

    public LibbpfVerdict? Libbpf { get; }

    public JsonElement Json { get; }

    /// <summary>Returns the bytes of another field with a blob, such as "swapped" or "out".</summary>
    public byte[] Slice(string property) => Slice(Json.GetProperty(property));

    /// <summary>Returns the blobs of a field with a list of blobs; empty if the field does not exist.</summary>
    public IReadOnlyList<byte[]> Slices(string property) =>
        Json.TryGetProperty(property, out JsonElement list) ? [.. list.EnumerateArray().Select(Slice)] : [];

    /// <summary>
    /// Returns whether a verdict complains about a kind from 20 to 22, which neither libbpf nor the kernels knew when the verdicts were recorded.
    /// </summary>
    public bool HasKindsUnknownThen => NewKinds().IsMatch(Json.GetRawText());

    public override string ToString() => Id;

    /// <summary>Returns the bytes of a nested blob.</summary>
    public byte[] Slice(JsonElement range) => _data.AsSpan(range[0].GetInt32(), range[1].GetInt32()).ToArray();

    [GeneratedRegex(@"(Invalid kind:|Unsupported BTF_KIND: |for kind )2[0-2]\b")]
    private static partial Regex NewKinds();

    private KernelVerdict? Kernel(string property)
    {
        if (!Json.TryGetProperty(property, out JsonElement verdict) || verdict.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        int error = (Optional(verdict, "errno") ?? verdict.GetProperty("load_errno")).GetInt32();
        return new KernelVerdict(error, Optional(verdict, "reason")?.GetString(), Optional(verdict, "log")?.GetString());
    }

    private LibbpfVerdict? Library() =>
        Optional(Json, "libbpf") is { ValueKind: JsonValueKind.Object } verdict
            ? new LibbpfVerdict(
                verdict.GetProperty("new").GetString()!, Optional(verdict, "msg")?.GetString(), Optional(verdict, "types")?.GetInt32())
            : null;

    private static JsonElement? Optional(JsonElement parent, string property) =>
        parent.TryGetProperty(property, out JsonElement value) ? value : null;
}

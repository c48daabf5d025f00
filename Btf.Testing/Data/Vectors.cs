using System.Text.Json;
using NUnit.Framework;

namespace Btf.Testing;

/// <summary>Families of blobs with the verdicts of two kernels and of libbpf.</summary>
public static class Vectors
{
    public static IReadOnlyList<string> Families { get; } =
        ["verify", "progload", "dedup", "split", "endian", "seeds", "layout", "matrix", "mutants"];

    /// <summary>Reads the vectors of a family; skips the test if they are absent.</summary>
    public static IReadOnlyList<BtfVector> Read(string family)
    {
        string folder = SharedData.PathOf(Path.Combine("vectors", family));
        string name = family == "mutants" ? "mutants" : "vectors";
        byte[] data = File.ReadAllBytes(Path.Combine(folder, name + ".bin"));
        using FileStream json = File.OpenRead(Path.Combine(folder, name + ".json"));
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement.Clone();
        return [.. root.GetProperty("vectors").EnumerateArray().Select(vector => new BtfVector(vector, data))];
    }

    /// <summary>Returns a test case for each vector of a family, or one skipped case if they are absent.</summary>
    public static IEnumerable<TestCaseData> Cases(string family) =>
        SharedData.Cases(SharedData.Folder is null ? [] : Read(family));
}

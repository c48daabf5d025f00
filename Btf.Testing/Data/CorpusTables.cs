using System.Globalization;

namespace Btf.Testing;

/// <summary>Joins the corpus's two tables, MANIFEST.tsv and REFS.tsv, into a list of <see cref="CorpusFile"/>.</summary>
internal static class CorpusTables
{
    public static IReadOnlyList<CorpusFile> Read(string folder)
    {
        Dictionary<string, IReadOnlyDictionary<string, string>> manifest =
            Tsv.Read(Path.Combine(folder, "MANIFEST.tsv")).ToDictionary(UnpackedPath);
        Dictionary<string, IReadOnlyDictionary<string, string>> references =
            Tsv.Read(Path.Combine(folder, "REFS.tsv")).ToDictionary(row => row["path"]);
        return [.. references.Keys.Select(path => Join(path, manifest[path], references[ReferencePath(path)]))];
    }

    private static string UnpackedPath(IReadOnlyDictionary<string, string> row) =>
        row["stored"] == "xz" ? row["path"][..^".xz".Length] : row["path"];

    private static CorpusFile Join(
        string path, IReadOnlyDictionary<string, string> manifest, IReadOnlyDictionary<string, string> reference) => new()
        {
            Path = path,
            StoredPath = manifest["path"],
            Kind = manifest["kind"],
            IsBigEndian = manifest["endianness"] == "big",
            TypeCount = int.Parse(manifest["types"], CultureInfo.InvariantCulture),
            Features = manifest["features"],
            BasePath = manifest.GetValueOrDefault("split_base")?.Split(" (")[0],
            ReferencePath = reference["path"],
            Raw = Reference(reference, "raw"),
            C = Reference(reference, "c"),
            Json = Reference(reference, "json"),
        };

    private static CorpusReference Reference(IReadOnlyDictionary<string, string> row, string format) => new(
        row[format + "_sha256"],
        long.Parse(row[format + "_size"], CultureInfo.InvariantCulture),
        row.GetValueOrDefault("stored_in_refs", "").Split(',').Contains(format));

    /// <summary>Returns the path of the same BTF in a form that libbpf can read, because it cannot read a compressed .BTF.</summary>
    private static string ReferencePath(string path) => path switch
    {
        "objects/clang21/kinds-compressed-zlib-el.bpf.o" => "objects/clang21/kinds-el.bpf.o",
        "objects/clang21/kinds-compressed-zstd-el.bpf.o" => "objects/clang21/kinds-el.bpf.o",
        "userelf/compressed-zlib-amd64.elf" => "userelf/p32-user-gcc12-amd64.elf",
        "userelf/compressed-zstd-amd64.elf" => "userelf/p32-user-gcc12-amd64.elf",
        "userelf/compressed-zlib-powerpc.o" => "userelf/p32-user-powerpc.o",
        _ => path,
    };
}

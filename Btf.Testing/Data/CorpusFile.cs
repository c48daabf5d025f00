namespace Btf.Testing;

/// <summary>One file of the corpus that has BTF, with bpftool's output for it.</summary>
public sealed record CorpusFile
{
    /// <summary>The path in the unpacked corpus, as REFS.tsv has it.</summary>
    public required string Path { get; init; }

    /// <summary>The path in the corpus folder, which may have a further ".xz".</summary>
    public required string StoredPath { get; init; }

    /// <summary>The manifest's word for what it is: vmlinux, module, elf, object or btf.</summary>
    public required string Kind { get; init; }

    public required bool IsBigEndian { get; init; }

    /// <summary>The number of records in its own BTF, void and bases not counted.</summary>
    public required int TypeCount { get; init; }

    /// <summary>The manifest's list of features, for filters.</summary>
    public required string Features { get; init; }

    /// <summary>The path of the base for split BTF.</summary>
    public required string? BasePath { get; init; }

    /// <summary>
    /// The path of the file that the references are of: this one, except where bpftool cannot read a compressed section and the
    /// same BTF uncompressed stands in.
    /// </summary>
    public required string ReferencePath { get; init; }

    public required CorpusReference Raw { get; init; }

    public required CorpusReference C { get; init; }

    public required CorpusReference Json { get; init; }

    public bool IsSplit => BasePath is not null;

    /// <summary>The file ships a distilled base of its own (.BTF.base), and the references are of its BTF relocated onto <see cref="BasePath"/>.</summary>
    public bool IsRelocated => Features.Contains(".BTF.base", StringComparison.Ordinal);

    public override string ToString() => Path;
}

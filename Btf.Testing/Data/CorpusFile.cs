namespace Btf.Testing;

/// <summary>One file of the corpus that has BTF, with bpftool's output for it.</summary>
public sealed record CorpusFile
{
    /// <summary>The path in the unpacked corpus, as in REFS.tsv.</summary>
    public required string Path { get; init; }

    /// <summary>The path in the corpus folder, which may have an additional ".xz".</summary>
    public required string StoredPath { get; init; }

    /// <summary>The manifest's word for what it is: vmlinux, module, elf, object or btf.</summary>
    public required string Kind { get; init; }

    public required bool IsBigEndian { get; init; }

    /// <summary>The number of records in its own BTF, without void and bases.</summary>
    public required int TypeCount { get; init; }

    /// <summary>The manifest's list of features, for filters.</summary>
    public required string Features { get; init; }

    /// <summary>The path of the base for split BTF.</summary>
    public required string? BasePath { get; init; }

    /// <summary>
    /// The path of the file that bpftool read for the references: this one, unless its section is compressed. bpftool cannot read that, so it read
    /// the same BTF uncompressed.
    /// </summary>
    public required string ReferencePath { get; init; }

    public required CorpusReference Raw { get; init; }

    public required CorpusReference C { get; init; }

    public required CorpusReference Json { get; init; }

    public bool IsSplit => BasePath is not null;

    /// <summary>Whether the file has a distilled base (.BTF.base), so that the references show its BTF relocated to <see cref="BasePath"/>.</summary>
    public bool IsRelocated => Features.Contains(".BTF.base", StringComparison.Ordinal);

    public override string ToString() => Path;
}

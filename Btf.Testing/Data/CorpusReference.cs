namespace Btf.Testing;

/// <summary>What bpftool printed for a file in one format: sha256 (lower-case hex) and size of the output, and whether the text is stored.</summary>
public sealed record CorpusReference(string Sha256, long Size, bool IsStored);

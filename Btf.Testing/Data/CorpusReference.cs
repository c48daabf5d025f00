namespace Btf.Testing;

/// <summary>bpftool's output for a file in one format: its sha256 (lower-case hex), its size, and whether the text is stored.</summary>
public sealed record CorpusReference(string Sha256, long Size, bool IsStored);

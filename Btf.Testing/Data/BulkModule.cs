namespace Btf.Testing;

/// <summary>A module of the corpus's bulk archive: its split BTF, its type count, and sha256 of bpftool's outputs for it.</summary>
public sealed record BulkModule(string Name, byte[] Btf, int TypeCount, string Sha256, string RawSha256, string CSha256)
{
    public override string ToString() => Name;
}

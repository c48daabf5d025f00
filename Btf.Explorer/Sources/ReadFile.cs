namespace Btf.Explorer.Sources;

/// <summary>A file that was read and unpacked, before it is opened.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Btf">The BTF in it; all of the file for a BPF object.</param>
/// <param name="Base">The distilled base in it; null if there is none.</param>
/// <param name="Role">What it is.</param>
internal sealed record ReadFile(string Name, byte[] Btf, byte[]? Base, SourceRole Role);

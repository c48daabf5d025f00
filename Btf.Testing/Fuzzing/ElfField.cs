namespace Btf.Testing;

/// <summary>The offset of a field of an ELF file, and its width in bytes: 2, 4 or 8.</summary>
public readonly record struct ElfField(int Offset, int Width);

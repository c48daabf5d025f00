namespace Btf.Testing;

/// <summary>Where a field of an ELF file lies, and how many bytes it has: 2, 4 or 8.</summary>
public readonly record struct ElfField(int Offset, int Width);

namespace Btf.Core.Programs;

/// <summary>A place in a section of an ELF file that refers to a symbol: a map, a variable, or another function.</summary>
/// <param name="Offset">The place, in bytes from the start of its section.</param>
/// <param name="Symbol">The symbol's name; of a section's own symbol, the section's.</param>
/// <param name="SymbolSection">The name of the section that the symbol lies in; empty where it is defined elsewhere.</param>
/// <param name="SymbolOffset">Where it lies there, in bytes.</param>
public readonly record struct BpfRelocation(ulong Offset, string Symbol, string SymbolSection, ulong SymbolOffset);

namespace Btf.Core.Programs;

/// <summary>A symbol of an ELF file.</summary>
/// <param name="Name">Its name. A section's symbol has the section's name.</param>
/// <param name="Section">The index of the section that it lies in; 0 if another file defines it.</param>
/// <param name="Value">Its offset in bytes in the section.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Type">Its ELF type: a function, a section and so on.</param>
/// <param name="IsGlobal">Whether other files can refer to it.</param>
/// <param name="IsWeak">Whether the program loads without its definition.</param>
internal readonly record struct BpfSymbol(string Name, int Section, ulong Value, ulong Size, int Type, bool IsGlobal, bool IsWeak)
{
    /// <summary>The type of functions.</summary>
    public const int Function = 2;

    /// <summary>The type of sections.</summary>
    public const int SectionType = 3;
}

namespace Btf.Core.Programs;

/// <summary>A symbol of an ELF file.</summary>
/// <param name="Name">Its name; of a section's symbol, the section's.</param>
/// <param name="Section">The index of the section that it lies in; 0 where it is defined elsewhere.</param>
/// <param name="Value">Its offset in bytes in the section.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Type">What it stands for.</param>
/// <param name="IsGlobal">Whether other files see it.</param>
/// <param name="IsWeak">Whether it may be missing where it is defined elsewhere.</param>
internal readonly record struct BpfSymbol(string Name, int Section, ulong Value, ulong Size, int Type, bool IsGlobal, bool IsWeak)
{
    /// <summary>The type of functions.</summary>
    public const int Function = 2;

    /// <summary>The type of sections.</summary>
    public const int SectionType = 3;
}

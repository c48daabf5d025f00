namespace Btf.Core.Programs;

/// <summary>A function of a BPF object file: a program, or a function that programs call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SectionName">The name of its ELF section, which says where a program is attached.</param>
/// <param name="Offset">Where it starts, in bytes from the start of the section.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="IsGlobal">Whether other files can call it. The kernel verifies such functions apart from their callers.</param>
internal sealed record BpfFunction(string Name, string SectionName, int Offset, int Length, bool IsGlobal)
{
    /// <summary>Whether it is a program: it lies outside <c>.text</c>, which holds functions that programs call.</summary>
    public bool IsProgram => SectionName != ".text";
}

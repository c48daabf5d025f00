namespace Btf.Core.Programs;

/// <summary>A function of a BPF object file: a program, or one that programs call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SectionName">The name of its ELF section, which says what a program is attached to.</param>
/// <param name="Offset">Where it starts, in bytes from the start of the section.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="IsGlobal">Whether it is seen outside of the file. The kernel checks such functions apart from their callers.</param>
internal sealed record BpfFunction(string Name, string SectionName, int Offset, int Length, bool IsGlobal)
{
    /// <summary>Whether it is a program and not only called by others: whether it lies in another section than <c>.text</c>.</summary>
    public bool IsProgram => SectionName != ".text";
}

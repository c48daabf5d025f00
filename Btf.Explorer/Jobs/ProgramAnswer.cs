namespace Btf.Explorer.Jobs;

/// <summary>How the CO-RE relocations of a BPF object resolve against a kernel.</summary>
/// <param name="Loads">Whether the object would load.</param>
/// <param name="Relocations">The relocations.</param>
internal sealed record ProgramAnswer(bool Loads, IReadOnlyList<RelocationRow> Relocations);

/// <summary>A relocation and its result.</summary>
/// <param name="Section">The section of the instruction.</param>
/// <param name="Offset">The instruction's byte in the section.</param>
/// <param name="Function">The function that it is in.</param>
/// <param name="Place">The line of source code, as a place.</param>
/// <param name="Source">The line of source code itself.</param>
/// <param name="Outcome">The outcome, in a word.</param>
/// <param name="Loads">Whether the kernel would take the instruction.</param>
/// <param name="Text">What is relocated.</param>
/// <param name="Value">The value before and after.</param>
/// <param name="Error">Why there is no value; empty if there is one.</param>
/// <param name="Sentences">The explanation.</param>
/// <param name="TargetId">The type in the kernel; 0 if there is none.</param>
internal sealed record RelocationRow(
    string Section, uint Offset, string Function, string Place, string Source, string Outcome, bool Loads, string Text, string Value, string Error, IReadOnlyList<string> Sentences, uint TargetId);

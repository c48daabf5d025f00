using System.Collections.Immutable;

namespace Btf.Core.Programs;

/// <summary>What becomes of one CO-RE record of a BPF object file, and why.</summary>
/// <remarks>Its strings stay valid after the objects are disposed; of <see cref="Resolution"/>, only the numbers do.</remarks>
public sealed class CoreFinding
{
    internal CoreFinding()
    {
    }

    /// <summary>Returns the result of the resolver.</summary>
    public CoreResolution Resolution { get; internal init; }

    /// <summary>Returns what becomes of the instruction.</summary>
    public CoreOutcome Outcome { get; internal init; }

    /// <summary>Returns the relocation as llvm-objdump prints it.</summary>
    public string Text { get; internal init; } = "";

    /// <summary>Returns the access string, such as <c>0:1:2</c>; empty if it cannot be read.</summary>
    public string Access { get; internal init; } = "";

    /// <summary>Returns the name of the ELF section.</summary>
    public string SectionName { get; internal init; } = "";

    /// <summary>Returns the instruction's offset in bytes from the start of the section.</summary>
    public uint InstructionOffset { get; internal init; }

    /// <summary>Returns the name of the function around the instruction; empty if the file does not tell.</summary>
    public string Function { get; internal init; } = "";

    /// <summary>Returns the source line, such as <c>prog.bpf.c:31:9</c>; empty if the file does not tell.</summary>
    public string Place { get; internal init; } = "";

    /// <summary>Returns the text of the source line; empty if the file does not tell.</summary>
    public string Source { get; internal init; } = "";

    /// <summary>Returns the instruction's bytes in the file: 8, or 16 for a 64-bit immediate. Empty if there is no such instruction.</summary>
    public ImmutableArray<byte> Before { get; internal init; } = [];

    /// <summary>Returns the instruction's bytes with the new value.</summary>
    public ImmutableArray<byte> After { get; internal init; } = [];

    /// <summary>Returns whether the instruction was replaced by an invalid one.</summary>
    public bool IsPoisoned { get; internal init; }

    /// <summary>Returns whether a program can reach the instruction, given the values of all relocations.</summary>
    public bool IsReachable => Reach?.IsReached(SectionName, InstructionOffset) ?? true;

    /// <summary>Returns the candidates, in the order in which they were compared.</summary>
    public ImmutableArray<CoreCandidate> Candidates { get; internal init; } = [];

    /// <summary>Returns why the record cannot be resolved or applied; empty if it can.</summary>
    public string Error { get; internal init; } = "";

    /// <summary>Returns sentences that say why something is missing and where it may be instead; empty if nothing is missing.</summary>
    public ImmutableArray<string> Explanation { get; internal init; } = [];

    /// <summary>Returns sentences that warn about a record that was resolved.</summary>
    public ImmutableArray<string> Warnings { get; internal init; } = [];

    /// <summary>Which instructions the programs can reach.</summary>
    internal CoreReach? Reach { get; init; }

    /// <summary>Returns whether the program can be loaded, as far as this record decides.</summary>
    public bool Loads => !Outcome.IsBroken();
}

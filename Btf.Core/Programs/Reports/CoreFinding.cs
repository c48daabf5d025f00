using System.Collections.Immutable;

namespace Btf.Core.Programs;

/// <summary>What becomes of one CO-RE record of a BPF object file, and why.</summary>
/// <remarks>Strings, not views: they stay when the objects are disposed. Of <see cref="Resolution"/> only the values do.</remarks>
public sealed class CoreFinding
{
    internal CoreFinding()
    {
    }

    /// <summary>Returns what the record comes to.</summary>
    public CoreResolution Resolution { get; internal init; }

    /// <summary>Returns what becomes of the instruction.</summary>
    public CoreOutcome Outcome { get; internal init; }

    /// <summary>Returns what is asked, as llvm-objdump prints it.</summary>
    public string Text { get; internal init; } = "";

    /// <summary>Returns the access string, such as <c>0:1:2</c>; empty where it cannot be read.</summary>
    public string Access { get; internal init; } = "";

    /// <summary>Returns the name of the ELF section.</summary>
    public string SectionName { get; internal init; } = "";

    /// <summary>Returns the instruction's offset in bytes from the start of the section.</summary>
    public uint InstructionOffset { get; internal init; }

    /// <summary>Returns the name of the function that the instruction is in; empty where the file does not tell.</summary>
    public string Function { get; internal init; } = "";

    /// <summary>Returns the source line, such as <c>prog.bpf.c:31:9</c>; empty where the file does not tell.</summary>
    public string Place { get; internal init; } = "";

    /// <summary>Returns the text of the source line; empty where the file does not tell.</summary>
    public string Source { get; internal init; } = "";

    /// <summary>Returns the instruction's bytes in the file: 8, or 16 of a 64-bit immediate. Empty where there is no such instruction.</summary>
    public ImmutableArray<byte> Before { get; internal init; } = [];

    /// <summary>Returns the instruction's bytes with the new value.</summary>
    public ImmutableArray<byte> After { get; internal init; } = [];

    /// <summary>Returns whether the instruction was made an invalid one.</summary>
    public bool IsPoisoned { get; internal init; }

    /// <summary>Returns whether a program can get to the instruction, once the answers about what exists are constants.</summary>
    public bool IsReachable { get; internal init; }

    /// <summary>Returns the types that were compared, in their order.</summary>
    public ImmutableArray<CoreCandidate> Candidates { get; internal init; } = [];

    /// <summary>Returns why the record cannot be resolved or applied; empty where it can.</summary>
    public string Error { get; internal init; } = "";

    /// <summary>Returns why something is not there, and where it may be instead: sentences. Empty where everything is there.</summary>
    public ImmutableArray<string> Explanation { get; internal init; } = [];

    /// <summary>Returns what is worth a look although the record was resolved: sentences.</summary>
    public ImmutableArray<string> Warnings { get; internal init; } = [];

    /// <summary>Returns whether the program loads as far as this record decides.</summary>
    public bool Loads => !Outcome.IsBroken();
}

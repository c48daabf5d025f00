namespace Btf.Core.Programs;

/// <summary>What becomes of an instruction that depends on the kernel's types.</summary>
public enum CoreOutcome
{
    /// <summary>It stays as it is.</summary>
    Unchanged = 0,

    /// <summary>Its value changes: a member is elsewhere, an enumerator has another value.</summary>
    Moved = 1,

    /// <summary>A field or type has another size.</summary>
    Resized = 2,

    /// <summary>What it asks for is not there, and the program allows for that: it asks whether it exists, or never gets to the instruction.</summary>
    Absent = 3,

    /// <summary>What it needs is not there, and the program can get to the instruction: the kernel refuses the program.</summary>
    Poisoned = 4,

    /// <summary>Several types of the target disagree about it: libbpf refuses the program.</summary>
    Ambiguous = 5,

    /// <summary>The record or the instruction is not valid: libbpf refuses the program.</summary>
    Malformed = 6,

    /// <summary>A function, tracepoint, structure or kfunc that the program is attached to or calls is not there, or is another one.</summary>
    Missing = 7,
}

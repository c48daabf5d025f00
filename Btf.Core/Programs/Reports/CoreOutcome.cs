namespace Btf.Core.Programs;

/// <summary>What becomes of an instruction that depends on the kernel's types.</summary>
public enum CoreOutcome
{
    /// <summary>The instruction stays as it is.</summary>
    Unchanged = 0,

    /// <summary>Its value changes: a member is elsewhere, an enumerator has another value.</summary>
    Moved = 1,

    /// <summary>A field or type has another size.</summary>
    Resized = 2,

    /// <summary>The thing is missing, and the program is prepared: it asks whether the thing exists, or never reaches the instruction.</summary>
    Absent = 3,

    /// <summary>The thing is missing, and the program can reach the instruction: the kernel refuses the program.</summary>
    Poisoned = 4,

    /// <summary>Several types of the target match and give different values: libbpf refuses the program.</summary>
    Ambiguous = 5,

    /// <summary>The record or the instruction is not valid: libbpf refuses the program.</summary>
    Malformed = 6,

    /// <summary>A function, tracepoint, structure or kfunc that the program needs is missing, or has an incompatible type.</summary>
    Missing = 7,
}

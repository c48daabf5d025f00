namespace Btf.Core.Programs;

/// <summary>Why a CO-RE relocation cannot be resolved, or cannot be applied to its instruction.</summary>
public enum CoreErrorCode
{
    /// <summary>There is no error.</summary>
    None = 0,

    /// <summary>The record's type id does not exist in the program's BTF.</summary>
    NoSuchType = 1,

    /// <summary>The type has no name, so it cannot be searched for.</summary>
    AnonymousType = 2,

    /// <summary>The access string is not valid, or does not fit the type.</summary>
    BadAccess = 3,

    /// <summary>The relocation's kind is unknown.</summary>
    UnknownKind = 4,

    /// <summary>A candidate cannot be compared: its types are damaged or nested too deeply.</summary>
    BadCandidate = 5,

    /// <summary>Two candidates have the field at different offsets.</summary>
    AmbiguousOffset = 6,

    /// <summary>Two candidates give different values.</summary>
    AmbiguousValue = 7,

    /// <summary>The bit-field crosses a border of 8 bytes: no single load reads it.</summary>
    BitfieldTooWide = 8,

    /// <summary>This kind of relocation is not possible for an array element.</summary>
    ArrayElement = 9,

    /// <summary>The type or field has no size.</summary>
    NoSize = 10,

    /// <summary>Too many types have the name, or comparing them takes too long. Only crafted data causes this.</summary>
    TooMuchWork = 11,

    /// <summary>The instruction's offset is not a multiple of 8, or is past the end of the instructions.</summary>
    InstructionOutOfRange = 12,

    /// <summary>The instruction does not hold the value that the program's own types give.</summary>
    UnexpectedValue = 13,

    /// <summary>The new offset does not fit into the instruction.</summary>
    OffsetTooLarge = 14,

    /// <summary>The load or store is not as wide as the field in the program's own types.</summary>
    WidthMismatch = 15,

    /// <summary>No load or store is as wide as the field in the target.</summary>
    NoSuchWidth = 16,

    /// <summary>The instruction is of a kind that cannot hold a relocated value.</summary>
    BadInstruction = 17,
}

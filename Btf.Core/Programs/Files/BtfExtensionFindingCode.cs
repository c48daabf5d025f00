namespace Btf.Core.Programs;

/// <summary>A rule that a record of <c>.BTF.ext</c> breaks. A code keeps its name and number from version to version, and new ones go to the end.</summary>
public enum BtfExtensionFindingCode
{
    /// <summary>The section's header or a block of records is not valid, so nothing else was checked.</summary>
    BadSection = 0,

    /// <summary>The records of a part are longer than the 252 bytes that the kernel allows.</summary>
    RecordTooLong = 1,

    /// <summary>A record has bytes after the known fields that are not zero.</summary>
    RecordTailNotZero = 2,

    /// <summary>The name of the ELF section is past the end of the strings.</summary>
    NoSectionName = 3,

    /// <summary>The instruction's offset is not a multiple of 8, or is past the end of the section.</summary>
    InstructionOutOfRange = 4,

    /// <summary>The record is at the same or a smaller offset than the one before it.</summary>
    NotAscending = 5,

    /// <summary>The function record is not at the start of a function.</summary>
    NotAtFunction = 6,

    /// <summary>A function has no function record, but others of its section have.</summary>
    FunctionMissing = 7,

    /// <summary>The function's type does not exist or is not a function.</summary>
    NotAFunction = 8,

    /// <summary>The function's type has no prototype.</summary>
    NoPrototype = 9,

    /// <summary>A function has no line record at its start, but others of its section have lines.</summary>
    LineMissing = 10,

    /// <summary>The line record is at the second half of a 64-bit immediate.</summary>
    LineInsideInstruction = 11,

    /// <summary>The file's name or the text of a line is past the end of the strings.</summary>
    NoLineText = 12,

    /// <summary>The kind of a relocation is not known.</summary>
    UnknownRelocation = 13,

    /// <summary>The type of a relocation does not exist.</summary>
    NoRelocationType = 14,

    /// <summary>The access string of a relocation is past the end of the strings.</summary>
    NoAccessString = 15,
}

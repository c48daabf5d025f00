namespace Btf.Testing;

/// <summary>The form of a fuzz target's input. Every target accepts any bytes; the form chooses the seeds.</summary>
public enum FuzzForm
{
    /// <summary>BTF data, perhaps with its base.</summary>
    Raw,

    /// <summary>A module and the distilled base that it was built over.</summary>
    Module,

    /// <summary>BPF objects, each after the types to relocate it for.</summary>
    Program,

    /// <summary><c>.BTF.ext</c> sections, each after its types.</summary>
    Extension,

    /// <summary>ELF files with BTF.</summary>
    Elf,

    /// <summary>BTF and ELF files, compressed.</summary>
    Compressed,
}

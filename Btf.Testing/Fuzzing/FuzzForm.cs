namespace Btf.Testing;

/// <summary>The form of the input that a fuzz target is for. Every target takes any bytes; the form says with what seeds to begin.</summary>
public enum FuzzForm
{
    /// <summary>BTF data, perhaps with the base that it continues.</summary>
    Raw,

    /// <summary>A module and the distilled base that it was built over.</summary>
    Module,

    /// <summary>BPF objects, each after a target to fit it to.</summary>
    Program,

    /// <summary>ELF files with BTF in them.</summary>
    Elf,

    /// <summary>BTF and ELF files, compressed.</summary>
    Compressed,
}

namespace Btf.Explorer.Sources;

/// <summary>What a source is.</summary>
public enum SourceRole
{
    /// <summary>BTF that stands alone: a kernel's, or the sample.</summary>
    Kernel,

    /// <summary>BTF over a kernel's.</summary>
    Module,

    /// <summary>A BPF object file.</summary>
    Program,
}

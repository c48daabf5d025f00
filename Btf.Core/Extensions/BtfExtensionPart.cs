namespace Btf.Core.Extensions;

/// <summary>One of the three parts of <c>.BTF.ext</c>.</summary>
public enum BtfExtensionPart
{
    /// <summary>The type of each function (<c>struct bpf_func_info</c>).</summary>
    Functions = 0,

    /// <summary>The source line of instructions (<c>struct bpf_line_info</c>).</summary>
    Lines = 1,

    /// <summary>The CO-RE relocations (<c>struct bpf_core_relo</c>).</summary>
    CoreRelocations = 2,
}

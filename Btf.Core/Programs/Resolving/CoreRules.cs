namespace Btf.Core.Programs;

/// <summary>The rules that choose between several types of one name, and give a missing type its value.</summary>
public enum CoreRules
{
    /// <summary>
    /// The rules of libbpf 1.8. All matching candidates must agree. A relocation cuts the list of candidates down to those that matched; later relocations of
    /// the same local type see only these.
    /// </summary>
    Libbpf = 0,

    /// <summary>
    /// The rules of the kernel, which relocates light skeletons itself. Every relocation sees all candidates, a 32-bit enumeration is not a candidate for a
    /// 64-bit one, and prototypes may be nested less deeply.
    /// </summary>
    Kernel = 1,

    /// <summary>
    /// The rules of cilium/ebpf. The candidate that matches most relocations of a local type wins; candidates with equally many must agree. The size and the
    /// id of a missing type are poisoned instead of 0.
    /// </summary>
    Cilium = 2,
}

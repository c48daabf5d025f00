namespace Btf.Core.Programs;

/// <summary>Whose rules decide between several types of one name, and what a missing type becomes.</summary>
public enum CoreRules
{
    /// <summary>
    /// The rules of libbpf 1.8. A relocation cuts the list of candidates down to those that it matched, and later relocations of the same local type see
    /// only these. All that match must agree.
    /// </summary>
    Libbpf = 0,

    /// <summary>
    /// The rules of the kernel, which relocates light skeletons itself. Every relocation sees all candidates, an enumeration of 32 bits is no candidate for
    /// one of 64, and prototypes may be nested less deeply.
    /// </summary>
    Kernel = 1,

    /// <summary>
    /// The rules of cilium/ebpf. The candidate that serves most relocations of a local type wins; those that serve equally many must agree. The size and
    /// the id of a missing type are poisoned and not 0.
    /// </summary>
    Cilium = 2,
}

namespace Btf.Core;

/// <summary>How <see cref="BtfVerifier"/> judges.</summary>
public sealed class BtfVerifierOptions
{
    /// <summary>Whose rules. <see cref="BtfRules.Linux72"/> unless set.</summary>
    public BtfRules Rules { get; init; }

    /// <summary>The byte order of the kernel that is asked: a kernel loads data of its own byte order only. This machine's unless set.</summary>
    public BtfByteOrder KernelByteOrder { get; init; } = WordReader.NativeOrder;

    /// <summary>
    /// Whether to refuse more than 16 MiB of data, as the kernel does what a program loads. On unless set. The kernel's own BTF and that of its
    /// modules do not come through that call, and are not held to it.
    /// </summary>
    public bool EnforceSizeLimit { get; init; } = true;

    /// <summary>
    /// Whether the data is that of a BPF object before a loader such as libbpf has changed it. What the loader fills in is then told apart by
    /// <see cref="BtfFinding.IsFilledByLoader"/>, and is never the first finding: the size of a data section that is 0 with the places and types of its entries,
    /// and the linkage, parameter names and types of functions and variables that are extern. Off unless set.
    /// </summary>
    public bool IsBeforeLoading { get; init; }

    internal static BtfVerifierOptions Default { get; } = new();
}

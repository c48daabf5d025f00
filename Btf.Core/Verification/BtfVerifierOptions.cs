namespace Btf.Core;

/// <summary>Options of <see cref="BtfVerifier"/>.</summary>
public sealed class BtfVerifierOptions
{
    /// <summary>The rules to check; <see cref="BtfRules.Linux72"/> by default.</summary>
    public BtfRules Rules { get; init; }

    /// <summary>The kernel's byte order, by default this machine's: a kernel loads only data in its own byte order.</summary>
    public BtfByteOrder KernelByteOrder { get; init; } = WordReader.NativeOrder;

    /// <summary>
    /// Whether to refuse more than 16 MiB of data, as the kernel does when a program loads it; true by default. The limit does not apply to the BTF of the
    /// kernel and its modules, because no program loads it.
    /// </summary>
    public bool EnforceSizeLimit { get; init; } = true;

    /// <summary>
    /// Whether the data is from a BPF object that a loader such as libbpf has not changed yet; false by default. Findings about fields that the loader fills in
    /// then have <see cref="BtfFinding.IsFilledByLoader"/> set, and are never the first finding. These fields are a data section's size of 0 and the places and
    /// types of its entries, and the linkage, parameter names and types of extern functions and variables.
    /// </summary>
    public bool IsBeforeLoading { get; init; }

    internal static BtfVerifierOptions Default { get; } = new();
}

namespace Btf.Core.Programs;

/// <summary>What <see cref="BtfMinimizer"/> keeps. Immutable; one instance can serve any number of calls.</summary>
public sealed class BtfMinimizerOptions
{
    /// <summary>
    /// Returns whether the result is byte for byte what <c>bpftool gen min_core_btf</c> 7.8 writes: of several types that match only the first is kept, the
    /// byte order is the machine's, and where bpftool gives up, such as at type tags, there is a failure. False unless set.
    /// </summary>
    public bool LikeBpftool { get; init; }
}

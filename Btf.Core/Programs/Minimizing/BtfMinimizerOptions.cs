namespace Btf.Core.Programs;

/// <summary>What <see cref="BtfMinimizer"/> keeps. Immutable; one instance can serve any number of calls.</summary>
public sealed class BtfMinimizerOptions
{
    /// <summary>
    /// Returns whether to write the same bytes as <c>bpftool gen min_core_btf</c> 7.8: it keeps only the first of several matching types, uses the machine's
    /// byte order, and gives up at some types, such as type tags; such a record becomes a failure. The default is false.
    /// </summary>
    public bool LikeBpftool { get; init; }
}

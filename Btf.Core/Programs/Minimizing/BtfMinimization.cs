using System.Collections.Immutable;

namespace Btf.Core.Programs;

/// <summary>The part of a kernel's BTF that some programs need.</summary>
public sealed class BtfMinimization : IDisposable
{
    internal BtfMinimization(BtfObject result, ImmutableArray<BtfMinimizerFailure> failures)
    {
        Result = result;
        Failures = failures;
    }

    /// <summary>Returns the new object. It needs neither base nor kernel, and is disposed with this one.</summary>
    public BtfObject Result { get; }

    /// <summary>Returns the records for which nothing could be kept; usually empty.</summary>
    public ImmutableArray<BtfMinimizerFailure> Failures { get; }

    /// <summary>Disposes <see cref="Result"/>.</summary>
    public void Dispose() => Result.Dispose();
}

namespace Btf.Core;

/// <summary>How to open a kernel's tree of modules. Immutable; one instance can serve any number of calls.</summary>
public sealed class BtfKernelTreeOptions
{
    /// <summary>The kernel's file: any file that <see cref="BtfObject.Open(string, BtfOpenOptions)"/> opens. Null to search for it.</summary>
    public string? VmlinuxPath { get; init; }

    /// <summary>How files are opened; null for the defaults.</summary>
    public BtfOpenOptions? OpenOptions { get; init; }

    /// <summary>Called after each module that was opened or could not be opened, from any thread and by several at once.</summary>
    public IProgress<BtfKernelTreeProgress>? Progress { get; init; }

    /// <summary>How many modules are opened at once; 0, which is the default, for as many as there are processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is negative.</exception>
    public int MaxParallelism
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>Stops the opening between two modules; what was opened is disposed.</summary>
    public CancellationToken CancellationToken { get; init; }
}

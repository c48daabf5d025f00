namespace Btf.Core;

/// <summary>Options for opening a kernel's tree of modules. They never change; any number of calls can use one instance.</summary>
public sealed class BtfKernelTreeOptions
{
    /// <summary>The kernel's file: any file that <see cref="BtfObject.Open(string, BtfOpenOptions)"/> opens. Null to search for it.</summary>
    public string? VmlinuxPath { get; init; }

    /// <summary>How to open files; null for the defaults.</summary>
    public BtfOpenOptions? OpenOptions { get; init; }

    /// <summary>Receives a report after each module that was opened or could not be opened, from any thread and from several at the same time.</summary>
    public IProgress<BtfKernelTreeProgress>? Progress { get; init; }

    /// <summary>The number of modules to open at the same time; 0, the default, for one per processor.</summary>
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

    /// <summary>Stops the call between two modules; everything opened so far is disposed.</summary>
    public CancellationToken CancellationToken { get; init; }
}

using System.Collections.Immutable;

namespace Btf.Core.Programs;

/// <summary>What one kernel has for each subject of a <see cref="CoreMatrix"/>.</summary>
public sealed class CoreMatrixColumn
{
    internal CoreMatrixColumn(string kernelName, ImmutableArray<CoreMatrixCell> cells, bool asksModules)
    {
        KernelName = kernelName;
        Cells = cells;
        AsksModules = asksModules;
    }

    /// <summary>Returns the kernel's name.</summary>
    public string KernelName { get; }

    /// <summary>Returns a cell for each of <see cref="CoreMatrix.Subjects"/>, in their order.</summary>
    public ImmutableArray<CoreMatrixCell> Cells { get; }

    /// <summary>Returns whether a subject was missing that a kernel module may have.</summary>
    public bool AsksModules { get; }
}

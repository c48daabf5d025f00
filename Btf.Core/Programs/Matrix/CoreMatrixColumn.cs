using System.Collections.Immutable;

namespace Btf.Core.Programs;

/// <summary>What one kernel has for all that some programs depend on.</summary>
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

    /// <summary>Returns whether something was not there, which a module of the kernel may have.</summary>
    public bool AsksModules { get; }
}

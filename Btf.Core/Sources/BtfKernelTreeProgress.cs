namespace Btf.Core;

/// <summary>A module of a kernel's tree that was just opened or could not be opened.</summary>
public readonly struct BtfKernelTreeProgress
{
    internal BtfKernelTreeProgress(string moduleName, int completed, int total, BtfError error)
    {
        ModuleName = moduleName;
        Completed = completed;
        Total = total;
        Error = error;
    }

    /// <summary>The module's name.</summary>
    public string ModuleName { get; }

    /// <summary>The number of modules done, with this one.</summary>
    public int Completed { get; }

    /// <summary>The number of all modules.</summary>
    public int Total { get; }

    /// <summary>The error of the module; <see cref="BtfErrorCode.None"/> if it is open.</summary>
    public BtfError Error { get; }

    /// <summary>Returns the name and the numbers.</summary>
    public override string ToString() => $"{Completed}/{Total} {ModuleName}";
}

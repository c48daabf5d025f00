namespace Btf.Core;

/// <summary>A module of a kernel's tree that was just opened, or could not be.</summary>
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

    /// <summary>How many modules are done, this one among them.</summary>
    public int Completed { get; }

    /// <summary>How many there are.</summary>
    public int Total { get; }

    /// <summary>What is wrong with the module; <see cref="BtfErrorCode.None"/> where it is open.</summary>
    public BtfError Error { get; }

    /// <summary>The name and the numbers.</summary>
    public override string ToString() => $"{Completed}/{Total} {ModuleName}";
}

namespace Btf.Core.Programs;

/// <summary>The result of a relocation for one candidate, or for none.</summary>
internal struct CoreValues
{
    /// <summary>The value by the program's own types.</summary>
    public ulong Old;

    /// <summary>The value by the target's types.</summary>
    public ulong New;

    /// <summary>Whether there is no new value, so the program must never reach the instruction.</summary>
    public bool IsPoisoned;

    /// <summary>Whether the instruction must hold the old value.</summary>
    public bool IsChecked;

    /// <summary>Whether a load or store must not take the width of the target's field.</summary>
    public bool IsResizeRefused;

    /// <summary>The bytes that a load or store takes by the program's types; 0 if the relocation is no load or store.</summary>
    public uint LocalMemory;

    /// <summary>The bytes that it takes by the target's types.</summary>
    public uint TargetMemory;
}

namespace Btf.Core.Programs;

/// <summary>What a relocation comes to for one candidate, or without any.</summary>
internal struct CoreValues
{
    /// <summary>The value by the program's own types.</summary>
    public ulong Old;

    /// <summary>The value by the target's.</summary>
    public ulong New;

    /// <summary>Whether there is no value, so that the instruction must never be reached.</summary>
    public bool IsPoisoned;

    /// <summary>Whether the instruction must hold the old value.</summary>
    public bool IsChecked;

    /// <summary>Whether a load or store cannot be made as wide as the target's field.</summary>
    public bool IsResizeRefused;

    /// <summary>What a load or store takes by the program's types, in bytes; 0 where none is meant.</summary>
    public uint LocalMemory;

    /// <summary>What it takes by the target's types.</summary>
    public uint TargetMemory;
}

namespace Btf.Core;

/// <summary>A type whose dependencies are being put in order, and the progress of that.</summary>
internal struct COrderFrame
{
    public uint Id;

    /// <summary>The index of its next reference.</summary>
    public int Next;

    /// <summary>Whether a pointer leads to it.</summary>
    public bool ThroughPointer;

    /// <summary>Whether one of its references so far must be defined before it.</summary>
    public bool Strong;
}

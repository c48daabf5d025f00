namespace Btf.Core;

/// <summary>A type whose needs are being put in order, and how far that is.</summary>
internal struct COrderFrame
{
    public uint Id;

    /// <summary>The place of the next type that it refers to.</summary>
    public int Next;

    /// <summary>Whether a pointer leads to it.</summary>
    public bool ThroughPointer;

    /// <summary>Whether one of the types so far has to stand before it.</summary>
    public bool Strong;
}

namespace Btf.Core;

/// <summary>A type that waits until the types before it are written, and the progress of that.</summary>
internal struct CEmitFrame
{
    public uint Id;

    /// <summary>The definition that it is a part of; 0 if it is a definition itself.</summary>
    public uint Container;

    /// <summary>The index of its next reference.</summary>
    public int Next;
}

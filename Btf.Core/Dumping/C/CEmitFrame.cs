namespace Btf.Core;

/// <summary>A type before whose text others have to stand, and how far that is.</summary>
internal struct CEmitFrame
{
    public uint Id;

    /// <summary>The definition that it is a part of; 0 where it is one itself.</summary>
    public uint Container;

    /// <summary>The place of the next type that it refers to.</summary>
    public int Next;
}

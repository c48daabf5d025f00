namespace Btf.Core;

/// <summary>A type that waits for another one, and the element with which its check continues.</summary>
internal struct ResolveFrame
{
    public uint TypeId;
    public int NextElement;
}

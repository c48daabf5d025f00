namespace Btf.Core;

/// <summary>A type that waits for another one, and the element at which it goes on.</summary>
internal struct ResolveFrame
{
    public uint TypeId;
    public int NextElement;
}

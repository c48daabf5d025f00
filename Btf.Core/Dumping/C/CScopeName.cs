namespace Btf.Core;

/// <summary>A name that a member or parameter has, or that is reserved for one.</summary>
internal struct CScopeName
{
    public uint Scope;
    public uint Hash;
    public CName Name;

    /// <summary>Its slot in the table.</summary>
    public int Slot;

    /// <summary>The last number that was tried for names made from this one.</summary>
    public uint Turn;

    public bool IsGiven;
}

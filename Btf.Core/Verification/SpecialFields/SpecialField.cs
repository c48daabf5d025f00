namespace Btf.Core;

/// <summary>A field that BPF gives a meaning to, in a structure or in a structure nested in it.</summary>
internal struct SpecialField
{
    public SpecialKinds Kind;

    /// <summary>In bytes from the start of the structure.</summary>
    public uint Offset;

    /// <summary>The structure that a list or tree holds.</summary>
    public uint HeldTypeId;

    /// <summary>The string offset of the tag that names the structure and, after a second colon, its node.</summary>
    public uint Tag;
}

namespace Btf.Core;

/// <summary>A field with a meaning for BPF, in a structure or in a structure nested in it.</summary>
internal struct SpecialField
{
    public SpecialKinds Kind;

    /// <summary>The offset in bytes from the start of the structure.</summary>
    public uint Offset;

    /// <summary>The structure that a list or tree holds.</summary>
    public uint HeldTypeId;

    /// <summary>The string offset of the tag that names the structure and, after a second colon, its node.</summary>
    public uint Tag;
}

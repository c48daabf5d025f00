namespace Btf.Core.Building;

/// <summary>A member of a structure or union, for a <see cref="BtfBuilder"/>.</summary>
public readonly struct BtfBuilderMember
{
    /// <summary>Makes a member.</summary>
    /// <param name="name">The name; empty for an anonymous structure or union, or for padding.</param>
    /// <param name="typeId">The member's type, which need not exist yet.</param>
    /// <param name="bitOffset">The first bit of the member, from the start of the composite.</param>
    /// <param name="bitfieldSize">A bit-field's size in bits; 0 for an ordinary member.</param>
    public BtfBuilderMember(BtfName name, uint typeId, uint bitOffset = 0, int bitfieldSize = 0)
    {
        Name = name;
        TypeId = typeId;
        BitOffset = bitOffset;
        BitfieldSize = bitfieldSize;
    }

    /// <summary>The name; empty for an anonymous structure or union, or for padding.</summary>
    internal BtfName Name { get; }

    /// <summary>The member's type, which need not exist yet.</summary>
    internal uint TypeId { get; }

    /// <summary>The first bit of the member, from the start of the composite.</summary>
    internal uint BitOffset { get; }

    /// <summary>A bit-field's size in bits; 0 for an ordinary member.</summary>
    internal int BitfieldSize { get; }

    /// <summary>Makes a member from a tuple.</summary>
    /// <param name="element">The tuple, whose offset is not negative.</param>
    public static implicit operator BtfBuilderMember((string Name, uint TypeId, int BitOffset) element) => new(element.Name, element.TypeId, (uint)element.BitOffset);

    /// <summary>Makes a member from a tuple.</summary>
    /// <param name="element">The tuple, whose offset is not negative.</param>
    public static implicit operator BtfBuilderMember((string Name, uint TypeId, int BitOffset, int BitfieldSize) element) =>
        new(element.Name, element.TypeId, (uint)element.BitOffset, element.BitfieldSize);
}

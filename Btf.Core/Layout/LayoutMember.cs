namespace Btf.Core;

/// <summary>Where a member lies.</summary>
/// <param name="FirstBit">Its first bit, from the start of what holds it.</param>
/// <param name="Bits">A bit-field's width; 0 for any other member.</param>
/// <param name="Size">The size of its type in bytes; 0 where that has none.</param>
internal readonly record struct LayoutMember(uint FirstBit, int Bits, uint Size)
{
    /// <summary>The first byte of its storage: of a bit-field, that of the unit of its type's size.</summary>
    public uint Start => Bits == 0 || Size == 0 ? FirstBit / 8 : FirstBit / 8 / Size * Size;

    /// <summary>The first byte after its storage.</summary>
    public long EndByte => (long)Start + Size;

    /// <summary>The first bit after it.</summary>
    public long EndBit => Bits == 0 ? EndByte * 8 : (long)FirstBit + Bits;
}

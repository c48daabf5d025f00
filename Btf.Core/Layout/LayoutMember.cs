namespace Btf.Core;

/// <summary>The place of a member.</summary>
/// <param name="FirstBit">Its first bit, from the start of the structure or union.</param>
/// <param name="Bits">A bit-field's width; 0 for any other member.</param>
/// <param name="Size">The size of its type in bytes; 0 if the type has none.</param>
internal readonly record struct LayoutMember(uint FirstBit, int Bits, uint Size)
{
    /// <summary>The first byte of its storage; for a bit-field, the start of the storage unit, which has the size of its type.</summary>
    public uint Start => Bits == 0 || Size == 0 ? FirstBit / 8 : FirstBit / 8 / Size * Size;

    /// <summary>The first byte after its storage.</summary>
    public long EndByte => (long)Start + Size;

    /// <summary>The first bit after it.</summary>
    public long EndBit => Bits == 0 ? EndByte * 8 : (long)FirstBit + Bits;
}

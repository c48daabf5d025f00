namespace Btf.Core;

/// <summary>The gap between a member and the one before it, as pahole counts it.</summary>
/// <param name="Bits">The free bits in the storage of the bit-field before it.</param>
/// <param name="Bytes">The free bytes.</param>
/// <param name="ForcesBoundary">Whether a bit-field starts a new storage unit although it would fit into the one before.</param>
internal readonly record struct LayoutGap(long Bits, long Bytes, bool ForcesBoundary)
{
    public bool IsEmpty => Bits <= 0 && Bytes <= 0;
}

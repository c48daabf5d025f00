using Btf.Core;

namespace Btf.Text;

/// <summary>The place to which a path leads.</summary>
/// <param name="Root">The type that it starts from.</param>
/// <param name="Type">The type at its end.</param>
/// <param name="BitOffset">The first bit, from the start of the root or of the last pointer's target.</param>
/// <param name="BitSize">The number of bits.</param>
/// <param name="IsBitfield">Whether it ends at a bit-field.</param>
/// <param name="Pointers">The byte offset of each pointer on the way, from the start of the root or of the target of the pointer before it.</param>
public sealed record PathPlace(BtfType Root, BtfType Type, ulong BitOffset, ulong BitSize, bool IsBitfield, IReadOnlyList<ulong> Pointers)
{
    public ulong ByteOffset => BitOffset / 8;

    /// <summary>Whether both are the same bits behind the same number of pointers.</summary>
    public bool IsSamePlace(PathPlace other) => BitOffset == other.BitOffset && BitSize == other.BitSize && Pointers.SequenceEqual(other.Pointers);
}

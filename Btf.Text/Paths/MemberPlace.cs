using Btf.Core;

namespace Btf.Text;

/// <summary>The place of a member in its structure.</summary>
/// <param name="FirstBit">Its first bit.</param>
/// <param name="Bits">A bit-field's width; 0 for any other member.</param>
/// <param name="Size">The size of its type in bytes; 0 for a type without a size.</param>
public readonly record struct MemberPlace(long FirstBit, int Bits, long Size)
{
    /// <summary>The first byte of its storage. For a bit-field, that is a word with the size of its type.</summary>
    public long Start => Bits == 0 || Size == 0 ? FirstBit / 8 : FirstBit / 8 / Size * Size;

    /// <summary>The first byte after its storage.</summary>
    public long EndByte => Start + Size;

    /// <summary>The first bit after it.</summary>
    public long EndBit => Bits == 0 ? EndByte * 8 : FirstBit + Bits;

    public static MemberPlace Of(BtfMember member)
    {
        _ = member.Type.TryGetSizeInBytes(out uint size);
        return new MemberPlace(member.BitOffset, member.BitfieldSize, size);
    }
}

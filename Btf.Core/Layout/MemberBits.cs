namespace Btf.Core;

/// <summary>Where the bits of a member lie, in both of the ways in which the format has bit-fields.</summary>
internal static class MemberBits
{
    /// <summary>Reads a member's place.</summary>
    /// <param name="member">The member.</param>
    /// <param name="bitOffset">Where its first bit lies, in bits from the start of the structure or union that declares it.</param>
    /// <returns>A bit-field's width in bits; 0 for a member that is none.</returns>
    /// <remarks>
    /// With the composite's <c>kind_flag</c> the member itself has the width. Without, the member's type is an integer of fewer bits than its storage, or
    /// of bits that do not start with it: see <c>BTF_KIND_INT</c> in <c>Documentation/bpf/btf.rst</c>.
    /// </remarks>
    public static int Read(BtfMember member, out ulong bitOffset)
    {
        bitOffset = member.BitOffset;
        if (member.DeclaringType.KindFlag)
        {
            return member.BitfieldSize;
        }

        if (!member.DeclaringType.Object.TryGetType(member.TypeId, out BtfType type) || !type.TryGetUnderlying(out type) || !type.TryAsInt(out BtfInt integer))
        {
            return 0;
        }

        bitOffset += (uint)integer.BitOffset;
        return integer.BitOffset != 0 || (ulong)integer.Bits != (ulong)integer.Size * 8 ? integer.Bits : 0;
    }
}

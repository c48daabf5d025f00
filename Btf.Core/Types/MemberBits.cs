namespace Btf.Core;

/// <summary>Where the bits of a member lie whose type has its width: an integer of fewer bits than its storage, or of bits that do not start with it.</summary>
/// <remarks>See <c>BTF_KIND_INT</c> in <c>Documentation/bpf/btf.rst</c>. The composite's <c>kind_flag</c> is not set.</remarks>
internal static class MemberBits
{
    /// <summary>The first bit of a member, from the start of the structure or union that declares it.</summary>
    public static uint OffsetOf(BtfMember member) => member.EncodedBitOffset + (TryGetInteger(member, out BtfInt integer) ? (uint)integer.BitOffset : 0);

    /// <summary>A bit-field's width in bits; 0 for a member that is none.</summary>
    public static int WidthOf(BtfMember member) => TryGetInteger(member, out BtfInt integer) && IsNarrow(integer) ? integer.Bits : 0;

    /// <summary>Whether an integer makes a bit-field of the members that are of its type.</summary>
    public static bool IsNarrow(BtfInt integer) => integer.BitOffset != 0 || (ulong)integer.Bits != (ulong)integer.Size * 8;

    private static bool TryGetInteger(BtfMember member, out BtfInt integer)
    {
        integer = default;
        return member.DeclaringType.Object.TryGetType(member.TypeId, out BtfType type) && type.TryGetUnderlying(out type) && type.TryAsInt(out integer);
    }
}

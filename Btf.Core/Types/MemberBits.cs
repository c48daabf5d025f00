namespace Btf.Core;

/// <summary>Finds the bits of a member whose type gives its width: an integer with fewer bits than its storage, or with a bit offset.</summary>
/// <remarks>See <c>BTF_KIND_INT</c> in <c>Documentation/bpf/btf.rst</c>. The composite's <c>kind_flag</c> is not set.</remarks>
internal static class MemberBits
{
    /// <summary>Returns the first bit of a member, counted from the start of the structure or union that declares it.</summary>
    public static uint OffsetOf(BtfMember member) => member.EncodedBitOffset + (TryGetInteger(member, out BtfInt integer) ? (uint)integer.BitOffset : 0);

    /// <summary>Returns the width of a bit-field in bits; 0 if the member is not a bit-field.</summary>
    public static int WidthOf(BtfMember member) => TryGetInteger(member, out BtfInt integer) && IsNarrow(integer) ? integer.Bits : 0;

    /// <summary>Returns whether an integer type turns members of this type into bit-fields.</summary>
    public static bool IsNarrow(BtfInt integer) => integer.BitOffset != 0 || (ulong)integer.Bits != (ulong)integer.Size * 8;

    private static bool TryGetInteger(BtfMember member, out BtfInt integer)
    {
        integer = default;
        return member.DeclaringType.Object.TryGetType(member.TypeId, out BtfType type) && type.TryGetUnderlying(out type) && type.TryAsInt(out integer);
    }
}

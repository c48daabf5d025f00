namespace Btf.Core;

/// <summary>Finds the places of members, and the gaps between and after them.</summary>
internal static class LayoutPlaces
{
    /// <summary>Returns the place of a member. If its type has no size, it takes none.</summary>
    public static LayoutMember PlaceOf(BtfMember member)
    {
        _ = member.Type.TryGetSizeInBytes(out uint size);
        return new LayoutMember(member.BitOffset, member.BitfieldSize, size);
    }

    /// <summary>Returns how many bytes of padding a member's own structure has at its end.</summary>
    public static ulong PaddingAfter(BtfMember member) =>
        member.DeclaringType.Kind == BtfKind.Struct && member.Type.TryGetUnqualified(out BtfType type) && type.Kind == BtfKind.Struct
            ? PaddingOf(type.AsComposite())
            : 0;

    /// <summary>Returns how many bytes of padding a structure has at its end.</summary>
    public static ulong PaddingOf(BtfComposite composite)
    {
        int count = composite.Members.Count;
        if (count == 0)
        {
            return 0;
        }

        long end = PlaceOf(LayoutOrder.Last(composite)).EndByte;
        return end < composite.Size ? (ulong)(composite.Size - end) : 0;
    }

    /// <summary>Returns whether there is a gap between a member and the next one.</summary>
    public static bool HasGap(BtfMember member, BtfMember next) => next.BitOffset > PlaceOf(member).EndBit;
}

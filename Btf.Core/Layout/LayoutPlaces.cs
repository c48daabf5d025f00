namespace Btf.Core;

/// <summary>Where members lie, and what is left out between and after them.</summary>
internal static class LayoutPlaces
{
    /// <summary>Where a member lies; one whose type has no size takes none.</summary>
    public static LayoutMember PlaceOf(BtfMember member)
    {
        _ = member.Type.TryGetSizeInBytes(out uint size);
        return new LayoutMember(member.BitOffset, member.BitfieldSize, size);
    }

    /// <summary>How many bytes a member's own structure leaves at its end.</summary>
    public static ulong PaddingAfter(BtfMember member) =>
        member.DeclaringType.Kind == BtfKind.Struct && member.Type.TryGetUnqualified(out BtfType type) && type.Kind == BtfKind.Struct
            ? PaddingOf(type.AsComposite())
            : 0;

    /// <summary>How many bytes a structure leaves at its end.</summary>
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

    /// <summary>Whether something is left out between a member and the next one.</summary>
    public static bool HasGap(BtfMember member, BtfMember next) => next.BitOffset > PlaceOf(member).EndBit;
}

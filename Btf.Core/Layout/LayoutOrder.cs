namespace Btf.Core;

/// <summary>The order in which a structure's members are shown: by where they lie. Rust declares them in another one.</summary>
internal static class LayoutOrder
{
    // A structure inside another one is looked through for each member that is of its type. Larger ones count as being in order.
    private const int MostLookedThrough = 64;

    /// <summary>The members' indexes by place; null where they are declared in that order, as C does.</summary>
    public static int[]? Of(BtfComposite composite)
    {
        if (composite.AsType().Kind != BtfKind.Struct || IsByPlace(composite))
        {
            return null;
        }

        BtfElementList<BtfMember> members = composite.Members;
        var places = new (uint Bit, int Index)[members.Count];
        foreach (BtfMember member in members)
        {
            places[member.Index] = (member.BitOffset, member.Index);
        }

        Array.Sort(places);
        return Array.ConvertAll(places, static place => place.Index);
    }

    /// <summary>The member that ends last.</summary>
    public static BtfMember Last(BtfComposite composite)
    {
        BtfElementList<BtfMember> members = composite.Members;
        BtfMember last = members[members.Count - 1];
        if (members.Count <= MostLookedThrough)
        {
            foreach (BtfMember member in members)
            {
                last = member.BitOffset > last.BitOffset ? member : last;
            }
        }

        return last;
    }

    private static bool IsByPlace(BtfComposite composite)
    {
        uint least = 0;
        foreach (BtfMember member in composite.Members)
        {
            uint place = member.BitOffset;
            if (place < least)
            {
                return false;
            }

            least = place;
        }

        return true;
    }
}

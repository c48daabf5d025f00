namespace Btf.Core;

/// <summary>Orders a structure's members by offset, as layouts show them. Rust declares them in another order.</summary>
internal static class LayoutOrder
{
    // The last member of a structure is searched again for each member of its type. Structures with more members count as being in order.
    private const int MostLookedThrough = 64;

    /// <summary>Returns the members' indexes in the order of their offsets; null if they are declared in that order, as in C.</summary>
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

    /// <summary>Returns the member with the largest offset.</summary>
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

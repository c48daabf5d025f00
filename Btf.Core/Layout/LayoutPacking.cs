namespace Btf.Core;

/// <summary>Finds out from the offsets of members which structures are packed.</summary>
internal static class LayoutPacking
{
    /// <summary>Returns whether a member is not at a multiple of its alignment, or the size is not a multiple of the structure's alignment.</summary>
    public static bool IsPacked(BtfType type)
    {
        if (type.TryGetAlignment(out uint own) && own > 1)
        {
            return false;
        }

        uint most = 1;
        foreach (BtfMember member in type.AsComposite().Members)
        {
            if (member.Type.TryGetAlignment(out uint alignment))
            {
                if (member.BitfieldSize == 0 && member.BitOffset % (8 * alignment) != 0)
                {
                    return true;
                }

                most = Math.Max(most, alignment);
            }
        }

        return type.SizeOrType % most != 0;
    }
}

namespace Btf.Core;

/// <summary>Tells which structures are packed, by where their members lie.</summary>
internal static class LayoutPacking
{
    /// <summary>Whether a member lies at no multiple of its alignment, or the size is no multiple of the whole's.</summary>
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

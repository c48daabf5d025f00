namespace Btf.Core.Comparison;

/// <summary>Recognizes objects with the same bytes: their types need no comparison.</summary>
internal static class SameContent
{
    /// <summary>Returns whether both sides have the same objects, byte for byte, over the same bases.</summary>
    public static bool Is(IReadOnlyList<NamedPart> old, IReadOnlyList<NamedPart> @new)
    {
        if (old.Count != @new.Count)
        {
            return false;
        }

        for (int i = 0; i < old.Count; i++)
        {
            if (old[i].Name != @new[i].Name || !Is(old[i].Object, @new[i].Object))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns whether a side has an object, itself or as the base of another.</summary>
    public static bool Has(IReadOnlyList<NamedPart> side, BtfObject btf) => side.Any(part => DepthOf(part.Object, btf) >= 0);

    /// <summary>Returns the type with the same id on the other side.</summary>
    public static BtfType? CounterpartOf(BtfType type, bool isOld, IReadOnlyList<NamedPart> old, IReadOnlyList<NamedPart> @new)
    {
        (IReadOnlyList<NamedPart> side, IReadOnlyList<NamedPart> other) = isOld ? (old, @new) : (@new, old);
        for (int i = 0; i < side.Count; i++)
        {
            if (DepthOf(side[i].Object, type.Object) >= 0)
            {
                return type.Name.Bytes.IsEmpty ? null : other[i].Object[type.Id];
            }
        }

        return null;
    }

    private static int DepthOf(BtfObject btf, BtfObject searched)
    {
        int depth = 0;
        for (BtfObject? part = btf; part is not null; part = part.Base)
        {
            if (part == searched)
            {
                return depth;
            }

            depth++;
        }

        return -1;
    }

    private static bool Is(BtfObject? old, BtfObject? @new)
    {
        for (; old is not null && @new is not null && old != @new; (old, @new) = (old.Base, @new.Base))
        {
            if (old.ByteOrder != @new.ByteOrder || !old.TypeSection.SequenceEqual(@new.TypeSection) || !old.Strings.SequenceEqual(@new.Strings))
            {
                return false;
            }
        }

        return old == @new;
    }
}

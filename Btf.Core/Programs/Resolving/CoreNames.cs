namespace Btf.Core.Programs;

/// <summary>Reads and compares names of two BTF objects. A name that cannot be read equals no other.</summary>
internal static class CoreNames
{
    /// <summary>Reads a string for use within one method.</summary>
    public static bool TryRead(BtfObject btf, uint offset, out ReadOnlySpan<byte> name) =>
        btf.TryReadString(offset, out name, FlavoredNames.MaxLength) && name.Length < FlavoredNames.MaxLength;

    /// <summary>Reads a type's name for use within one method.</summary>
    public static bool TryRead(BtfType type, out ReadOnlySpan<byte> name) => TryRead(type.Object, type.NameOffset, out name);

    /// <summary>Returns whether two names are equal without their flavors.</summary>
    public static bool EqualEssentially(BtfObject left, uint leftOffset, BtfObject right, uint rightOffset)
    {
        bool equal = TryRead(left, leftOffset, out ReadOnlySpan<byte> leftName) && TryRead(right, rightOffset, out ReadOnlySpan<byte> rightName)
            && EssentialName.Equal(leftName, rightName);
        GC.KeepAlive(left);
        GC.KeepAlive(right);
        return equal;
    }

    /// <summary>Returns whether two types have the same name without flavors.</summary>
    public static bool EqualEssentially(BtfType left, BtfType right) => EqualEssentially(left.Object, left.NameOffset, right.Object, right.NameOffset);

    /// <summary>Returns whether a type has no name.</summary>
    public static bool IsAnonymous(BtfType type) => !type.Object.TryReadString(type.NameOffset, out ReadOnlySpan<byte> name, most: 1) || name.IsEmpty;
}

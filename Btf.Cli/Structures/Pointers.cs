using Btf.Core;

namespace Btf.Cli;

/// <summary>Finds members that point to a type.</summary>
internal static class Pointers
{
    // The kernel allows 32 references in a row.
    private const int MostHops = 64;

    /// <summary>Whether a member is a pointer to one of some types, or an array of such pointers. Typedefs and qualifiers do not matter.</summary>
    public static bool LeadTo(BtfMember member, HashSet<uint> targets)
    {
        BtfType type = member.Type;
        bool isPointer = false;
        for (int hops = 0; hops < MostHops; hops++)
        {
            if (isPointer && targets.Contains(type.Id))
            {
                return true;
            }

            if (!isPointer && type.TryAsArray(out BtfArray array))
            {
                type = array.ElementType;
            }
            else if (type.Kind is BtfKind.Typedef or BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict or BtfKind.TypeTag || (type.Kind == BtfKind.Ptr && !isPointer))
            {
                isPointer |= type.Kind == BtfKind.Ptr;
                type = type.Target;
            }
            else
            {
                break;
            }
        }

        return false;
    }
}

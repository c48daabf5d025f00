using Btf.Core;

namespace Btf.Cli;

/// <summary>Finds the structures and unions that contain a type by value, at any depth.</summary>
internal static class Containers
{
    // The kernel allows 32 references in a row.
    private const int MostHops = 64;

    /// <summary>Returns the ids of the structures and unions of an object and its bases that contain one of some types.</summary>
    public static HashSet<uint> Of(BtfObject btf, IReadOnlyList<BtfType> wanted)
    {
        HashSet<uint> targets = [.. wanted.Select(type => type.Id)];
        Dictionary<uint, List<uint>> holders = [];
        Queue<uint> found = [];
        HashSet<uint> result = [];
        foreach (BtfType type in btf.AllTypes)
        {
            if (!type.TryAsComposite(out BtfComposite composite))
            {
                continue;
            }

            foreach (BtfMember member in composite.Members)
            {
                if (TryGetHeld(member.Type, targets, out uint inner, out bool isTarget))
                {
                    if (isTarget && result.Add(type.Id))
                    {
                        found.Enqueue(type.Id);
                    }

                    if (inner != 0)
                    {
                        (holders.TryGetValue(inner, out List<uint>? list) ? list : holders[inner] = []).Add(type.Id);
                    }
                }
            }
        }

        while (found.TryDequeue(out uint id))
        {
            foreach (uint holder in holders.GetValueOrDefault(id, []))
            {
                if (result.Add(holder))
                {
                    found.Enqueue(holder);
                }
            }
        }

        return result;
    }

    /// <summary>Follows arrays, typedefs and qualifiers of a member's type.</summary>
    /// <param name="type">The member's type.</param>
    /// <param name="targets">The types to look for.</param>
    /// <param name="composite">The id of the structure or union that the chain ends with; 0 where it ends with another type.</param>
    /// <param name="isTarget">Whether one of the types lies on the way.</param>
    private static bool TryGetHeld(BtfType type, HashSet<uint> targets, out uint composite, out bool isTarget)
    {
        isTarget = false;
        composite = 0;
        for (int hops = 0; hops < MostHops; hops++)
        {
            isTarget |= targets.Contains(type.Id);
            if (type.TryAsArray(out BtfArray array))
            {
                type = array.ElementType;
            }
            else if (type.Kind is BtfKind.Typedef or BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict or BtfKind.TypeTag)
            {
                type = type.Target;
            }
            else
            {
                composite = type.Kind is BtfKind.Struct or BtfKind.Union ? type.Id : 0;
                return composite != 0 || isTarget;
            }
        }

        return false;
    }
}

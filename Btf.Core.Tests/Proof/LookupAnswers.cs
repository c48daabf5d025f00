using System.Text;

namespace Btf.Core.Tests;

/// <summary>Looks up a name in every way, and compares each result with a list of ids.</summary>
public static class LookupAnswers
{
    /// <summary>Returns whether every look-up of the name finds these ids in this order, and by kind the first of each kind.</summary>
    public static bool Gives(BtfObject btf, string name, IReadOnlyList<uint> ids)
    {
        ReadOnlySpan<byte> utf8 = Encoding.UTF8.GetBytes(name);
        return Types(btf.FindTypes(name), ids)
            && Types(btf.FindTypes(name.AsSpan()), ids)
            && Types(btf.FindTypes(utf8), ids)
            && ByKind(btf, name, utf8, ids);
    }

    private static bool Types(BtfTypeMatches matches, IReadOnlyList<uint> ids)
    {
        int count = 0;
        foreach (BtfType type in matches)
        {
            if (count == ids.Count || type.Id != ids[count++] || type != type.Object[type.Id])
            {
                return false;
            }
        }

        return count == ids.Count && matches.Count() == count;
    }

    private static bool ByKind(BtfObject btf, string name, ReadOnlySpan<byte> utf8, IReadOnlyList<uint> ids)
    {
        uint seen = 0;
        foreach (uint id in ids)
        {
            BtfKind kind = btf[id].Kind;
            bool first = (seen & 1u << (int)kind) == 0;
            seen |= 1u << (int)kind;
            if (first && !(Found(btf.TryFindType(name, kind, out BtfType a), a, id)
                && Found(btf.TryFindType(name.AsSpan(), kind, out BtfType b), b, id)
                && Found(btf.TryFindType(utf8, kind, out BtfType c), c, id)
                && btf.FindType(name, kind).Id == id))
            {
                return false;
            }
        }

        return (seen & 1u << (int)BtfKind.Float) != 0 || !btf.TryFindType(utf8, BtfKind.Float, out _);
    }

    private static bool Found(bool found, BtfType type, uint id) => found && type.Id == id;
}

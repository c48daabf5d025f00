using System.Text;
using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>Makes member paths: random walks from structures and unions down through their members, including anonymous ones.</summary>
internal static class MemberPaths
{
    private const int MaxDepth = 6;

    /// <summary>Chooses paths and their first types; none if no structure has a named member.</summary>
    public static (BtfType[] Roots, byte[][] Paths) Choose(BtfObject btf, int count, Random random)
    {
        BtfType[] composites = [.. Composites(btf)];
        var roots = new List<BtfType>();
        var paths = new List<byte[]>();
        while (paths.Count < count && composites.Length > 0)
        {
            BtfType root = composites[random.Next(composites.Length)];
            if (Walk(root, random) is { Length: > 0 } path)
            {
                roots.Add(root);
                paths.Add(Encoding.UTF8.GetBytes(path));
            }
        }

        return ([.. roots], [.. paths]);
    }

    private static List<BtfType> Composites(BtfObject btf)
    {
        var found = new List<BtfType>();
        foreach (BtfType type in btf.Types)
        {
            if (type.TryAsComposite(out BtfComposite composite) && HasNamedMember(composite))
            {
                found.Add(type);
            }
        }

        return found;
    }

    private static bool HasNamedMember(BtfComposite composite)
    {
        foreach (BtfMember member in composite.Members)
        {
            if (!member.Name.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static string Walk(BtfType root, Random random)
    {
        var names = new List<string>();
        BtfType at = root;
        for (int depth = 0; depth < MaxDepth && at.TryAsComposite(out BtfComposite composite) && composite.Members.Count > 0; depth++)
        {
            BtfMember member = composite.Members[random.Next(composite.Members.Count)];
            if (!member.Name.IsEmpty)
            {
                names.Add(member.Name.ToString());
            }

            at = member.Type.Underlying;
        }

        return string.Join('.', names);
    }
}

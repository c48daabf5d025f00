using System.Text;

namespace Btf.Testing;

/// <summary>Resolves paths made from the data's own names and the signs between them. The data determines the choice, so that a case can be repeated.</summary>
internal static class PathQueries
{
    private const int Paths = 40;
    private const int LongestName = 80;
    private static readonly string[] _joints = [".", "->", "[0]", "[3].", "[4294967295]", "[", "]", "..", " ", "->->", ".[1]", "\0", "é", ""];

    public static void Run(BtfObject btf)
    {
        if (btf.NextTypeId == 1)
        {
            return;
        }

        var random = new Random((int)(btf.Header.StringLength ^ (btf.Header.TypeLength << 7)));
        var path = new StringBuilder();
        for (int i = QueryBudget.Of(btf, Paths); i > 0; i--)
        {
            path.Clear();
            uint id = (uint)random.Next(1, (int)Math.Min(btf.NextTypeId, int.MaxValue));
            BtfType start = btf[id];
            bool fromType = random.Next(2) == 0;
            Append(path, fromType ? default : start.Name);
            for (int steps = random.Next(1, 5); steps > 0; steps--)
            {
                path.Append(path.Length == 0 && random.Next(4) != 0 ? "" : random.Next(3) != 0 ? "." : _joints[random.Next(_joints.Length)]);
                start = AppendMember(path, start, random);
            }

            Resolve(btf, fromType ? btf[id] : default, path.ToString());
        }
    }

    private static BtfType AppendMember(StringBuilder path, BtfType type, Random random)
    {
        if (type.TryGetUnderlying(out BtfType plain) && plain.TryAsComposite(out BtfComposite composite) && composite.Members.Count > 0)
        {
            BtfMember member = composite.Members[random.Next(composite.Members.Count)];
            Append(path, member.Name);
            FuzzTargets.Expect(!member.Name.TryGetUtf8(out ReadOnlySpan<byte> name) || name.IsEmpty || composite.TryFindMember(name, out _), "A member is not found by its name.");
            return type.Object.TryGetType(member.TypeId, out BtfType next) ? next : type;
        }

        path.Append(type.Id);
        return type;
    }

    private static void Append(StringBuilder path, BtfString name)
    {
        if (name.TryGetUtf8(out ReadOnlySpan<byte> utf8))
        {
            path.Append(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, LongestName)]));
        }
    }

    private static void Resolve(BtfObject btf, BtfType start, string path)
    {
        bool fromType = !start.Equals(default);
        bool resolved = fromType ? start.TryResolvePath(path, out BtfMemberPath result, out BtfPathError error) : btf.TryResolvePath(path, out result, out error);
        try
        {
            BtfMemberPath again = fromType ? start.ResolvePath(path) : btf.ResolvePath(path);
            FuzzTargets.Expect(resolved && again.BitOffset == result.BitOffset, "The two forms of resolving differ.");
            _ = result.ToString();
        }
        catch (BtfPathException e)
        {
            FuzzTargets.Expect(!resolved && e.Message.Length > 0 && error.ToString().Length > 0, "The two forms of resolving differ.");
        }
    }
}

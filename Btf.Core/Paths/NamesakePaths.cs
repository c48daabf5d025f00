using System.Text;

namespace Btf.Core;

/// <summary>Resolves a path whose first name several types have: in the kernel and in modules, structures of one name differ.</summary>
internal static class NamesakePaths
{
    private const int MostListed = 8;

    // Each type is worth a little work of its own, and so is each byte of the path; the rest is for the members that the searches look at.
    private const int WorkPerType = 16;
    private const long WorkPerByte = 256;

    /// <summary>Tries each of the types. One place is the answer; several are an error, and so is none.</summary>
    /// <param name="scope">The object.</param>
    /// <param name="path">The path.</param>
    /// <param name="first">The type that was tried first.</param>
    /// <param name="keyword">Struct or union where the path says so, else void.</param>
    /// <param name="found">Whether the path leads somewhere from there.</param>
    /// <param name="result">Where it leads from the first; afterwards, the answer.</param>
    /// <param name="error">Why it leads nowhere from the first; afterwards, what is wrong.</param>
    public static bool TryResolve(
        BtfObject scope, ReadOnlySpan<byte> path, BtfType first, BtfKind keyword, bool found, ref BtfMemberPath result, ref BtfPathError error)
    {
        StringBuilder? places = null;
        int differing = found ? 1 : 0;
        int tried = 1;
        long budget = MemberSearch.MostWork(scope) + (WorkPerByte * path.Length);
        foreach (BtfType start in scope.FindTypes(first.Name.Bytes))
        {
            BtfMemberPath other = default;
            bool leads = false;
            if (start != first && PathStart.WillDo(start, keyword, ref budget))
            {
                var reader = new BtfPathReader(scope, path, start);
                leads = reader.TryReadToEnd(isWhole: true, out other, out _);
                tried++;
                budget -= WorkPerType + reader.Work;
            }

            if (budget < 0)
            {
                error = new BtfPathError(BtfPathErrorCode.TooManyTypes, 0, 0, segment: 1, first, found: (ulong)tried);
                result = default;
                return false;
            }

            if (leads && differing == 0)
            {
                result = other;
                differing = 1;
            }
            else if (leads && !IsSamePlace(result, other))
            {
                places ??= new StringBuilder(Place(result));
                differing++;
                if (differing <= MostListed)
                {
                    places.Append(", ").Append(Place(other));
                }
            }
        }

        if (differing == 0)
        {
            error = new BtfPathError(error.Code, error.Position, error.Position + error.Length, error.Segment, error.Type, error.Member, error.Found, error.Text, tried);
            return false;
        }

        if (differing == 1)
        {
            error = default;
            return true;
        }

        places!.Append(differing > MostListed ? $" and {differing - MostListed} more" : "");
        error = new BtfPathError(BtfPathErrorCode.Ambiguous, 0, 0, segment: 1, result.Root, text: places.ToString());
        result = default;
        return false;
    }

    private static bool IsSamePlace(in BtfMemberPath left, in BtfMemberPath right) =>
        left.BitOffset == right.BitOffset && left.BitSize == right.BitSize && left.PointersCrossed == right.PointersCrossed;

    private static string Place(in BtfMemberPath path)
    {
        string bit = path.BitOffset % 8 == 0 ? "" : $", bit {path.BitOffset % 8},";
        string size = path.BitSize % 8 == 0 ? $"{path.BitSize / 8} bytes" : $"{path.BitSize} bits";
        return $"byte {path.ByteOffset}{bit} in [{path.Root.Id}] ({size})";
    }
}

using System.Text;

namespace Btf.Core;

/// <summary>Resolves a path whose first name belongs to several types. The kernel and modules have different structures of the same name.</summary>
internal static class NamesakePaths
{
    private const int MostListed = 8;

    // The budget allows some work for each type and each byte of the path; the rest is for comparing members.
    private const int WorkPerType = 16;
    private const long WorkPerByte = 256;

    /// <summary>Tries each of the types. It is an error if they lead to no place or to several places.</summary>
    /// <param name="scope">The object.</param>
    /// <param name="path">The path.</param>
    /// <param name="first">The type that was tried first.</param>
    /// <param name="keyword">Struct or union if the path begins with that word, else void.</param>
    /// <param name="found">Whether the path leads somewhere from the first type.</param>
    /// <param name="result">The target from the first type; afterwards, the final one.</param>
    /// <param name="error">The error from the first type; afterwards, that of all types.</param>
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

using System.Text;

namespace Btf.Core;

/// <summary>Resolves a path whose first name several types have: in the kernel and in modules, structures of one name differ.</summary>
internal static class NamesakePaths
{
    // Crafted data may have any number of them.
    private const int MostTried = 256;
    private const int MostListed = 8;

    /// <summary>Tries each of the types. One place is the answer; several are an error, and so is none.</summary>
    /// <param name="scope">The object.</param>
    /// <param name="path">The path.</param>
    /// <param name="first">The type that was tried first.</param>
    /// <param name="found">Whether the path leads somewhere from there.</param>
    /// <param name="result">Where it leads from the first; afterwards, the answer.</param>
    /// <param name="error">Why it leads nowhere from the first; afterwards, what is wrong.</param>
    public static bool TryResolve(BtfObject scope, ReadOnlySpan<byte> path, BtfType first, bool found, ref BtfMemberPath result, ref BtfPathError error)
    {
        StringBuilder? places = null;
        int differing = found ? 1 : 0;
        int tried = 1;
        foreach (BtfType start in scope.FindTypes(first.Name.Bytes))
        {
            if (start == first || start.Kind != first.Kind)
            {
                continue;
            }

            if (tried++ == MostTried)
            {
                break;
            }

            var reader = new BtfPathReader(scope, path, start);
            if (!reader.TryReadToEnd(isWhole: true, out BtfMemberPath other, out _))
            {
                continue;
            }

            if (differing == 0)
            {
                result = other;
                differing = 1;
            }
            else if (!IsSamePlace(result, other))
            {
                places ??= new StringBuilder().Append(Place(result));
                differing++;
                if (differing <= MostListed)
                {
                    places.Append(", ").Append(Place(other));
                }
            }
        }

        if (tried == 1)
        {
            return found;
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

    private static string Place(in BtfMemberPath path) => $"byte {path.ByteOffset} in [{path.Root.Id}]";
}

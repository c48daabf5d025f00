using System.Text;

namespace Btf.Core;

/// <summary>Takes the flavor off names: <c>task_struct___v2</c> stands for <c>task_struct</c>.</summary>
/// <remarks>The separator is three underscores between two other characters. If a name has several, the last one counts.</remarks>
internal static class EssentialName
{
    private const int SeparatorLength = 3;

    /// <summary>Returns the number of bytes before the flavor; all bytes if there is none.</summary>
    public static int LengthOf(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> rest = name;
        int at;
        while ((at = rest.LastIndexOf("___"u8)) > 0)
        {
            int next = at + SeparatorLength;
            if (next < name.Length && name[next] != '_' && name[at - 1] != '_')
            {
                return at;
            }

            // One underscore fewer, because the next match may overlap this one.
            rest = rest[..(next - 1)];
        }

        return name.Length;
    }

    /// <summary>Returns a name without its flavor.</summary>
    public static string Of(string name)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        return Encoding.UTF8.GetString(utf8, 0, LengthOf(utf8));
    }

    /// <summary>Returns whether two names are the same without their flavors.</summary>
    public static bool Equal(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        // The part before a flavor is never empty, so names with different first bytes are different.
        if (left.IsEmpty || right.IsEmpty || left[0] != right[0])
        {
            return left.IsEmpty && right.IsEmpty;
        }

        return left[..LengthOf(left)].SequenceEqual(right[..LengthOf(right)]);
    }
}

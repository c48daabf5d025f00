namespace Btf.Core;

/// <summary>Writes comments with the original name of a renamed declaration.</summary>
internal static class CComment
{
    private const int MaxLength = 256;

    /// <summary>Writes a comment with a name, so that the name can neither end the comment nor control a terminal.</summary>
    public static void Write(ReadOnlySpan<byte> name, ref Utf8Writer output)
    {
        output.Write(" /* "u8);
        ReadOnlySpan<byte> rest = name[..Math.Min(name.Length, MaxLength)];
        while (true)
        {
            // A backslash goes between an asterisk and a slash, in either order.
            int cut = 0;
            while (cut + 1 < rest.Length && !(rest[cut] == '*' && rest[cut + 1] == '/') && !(rest[cut] == '/' && rest[cut + 1] == '*'))
            {
                cut++;
            }

            if (cut + 1 >= rest.Length)
            {
                break;
            }

            output.WriteName(rest[..(cut + 1)]);
            output.Write('\\');
            rest = rest[(cut + 1)..];
        }

        output.WriteName(rest);
        output.Write(name.Length > MaxLength ? "… */"u8 : " */"u8);
    }
}

namespace Btf.Core;

/// <summary>Text of the data inside C source: string literals and attributes.</summary>
internal static class CLiteral
{
    /// <summary>Writes a string literal.</summary>
    public static void Write(ReadOnlySpan<byte> text, ref Utf8Writer output)
    {
        output.Write('"');
        foreach (byte character in text)
        {
            if (character is (byte)'"' or (byte)'\\' or < (byte)' ' or > (byte)'~')
            {
                // Octal, because a hexadecimal escape does not end by itself.
                output.Write('\\');
                output.Write((char)('0' + (character >> 6)));
                output.Write((char)('0' + ((character >> 3) & 7)));
                output.Write((char)('0' + (character & 7)));
            }
            else
            {
                output.Write((char)character);
            }
        }

        output.Write('"');
    }

    /// <summary>Whether a text can stand in an attribute's parentheses without leaving them: words, commas and numbers, and parentheses in pairs.</summary>
    public static bool IsAttribute(ReadOnlySpan<byte> text)
    {
        int open = 0;
        foreach (byte character in text)
        {
            open += character == (byte)'(' ? 1 : character == (byte)')' ? -1 : 0;
            if (open < 0 || !(char.IsAsciiLetterOrDigit((char)character) || "_(), "u8.Contains(character)))
            {
                return false;
            }
        }

        return open == 0 && !text.IsEmpty;
    }
}

namespace Btf.Core;

/// <summary>Writes text of the data into C source, as string literals and attributes.</summary>
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
                // Octal, because a hexadecimal escape has no fixed length.
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

    /// <summary>Returns whether a text is safe inside an attribute's parentheses: it has only words, commas, numbers, and paired parentheses.</summary>
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

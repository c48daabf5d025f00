namespace Btf.Core.Extensions;

/// <summary>Reads the access string of a CO-RE relocation: decimal numbers separated by colons.</summary>
/// <remarks>
/// It accepts what libbpf accepts, which reads each number like <c>scanf("%d")</c>: white space and a plus sign may precede a number, a sign or white space may
/// replace a colon, and a number of more than 32 bits wraps. Compilers write only plain numbers.
/// </remarks>
internal static class CoreAccess
{
    /// <summary>The largest number of indexes that libbpf follows.</summary>
    public const int MaxLength = 64;

    /// <summary>The largest number of bytes in an access string. Libbpf has no such limit, but a compiler's strings are far shorter.</summary>
    public const int MaxTextLength = 4096;

    /// <summary>Reads the indexes into a span of at least <see cref="MaxLength"/>.</summary>
    /// <param name="text">The access string.</param>
    /// <param name="indexes">The indexes.</param>
    /// <param name="count">How many there are, or how many precede the fault.</param>
    /// <returns>Whether the text is well-formed, with 1 to <see cref="MaxLength"/> numbers that are not negative.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, Span<int> indexes, out int count)
    {
        count = 0;
        if (text.IsEmpty || text[0] == (byte)':' || text.Length > MaxTextLength)
        {
            return false;
        }

        for (int at = 0; at < text.Length; count++)
        {
            at += text[at] == (byte)':' ? 1 : 0;
            if (!TryParseNumber(text, ref at, out int number) || number < 0 || count == MaxLength)
            {
                return false;
            }

            indexes[count] = number;
        }

        return true;
    }

    private static bool TryParseNumber(ReadOnlySpan<byte> text, ref int at, out int number)
    {
        number = 0;
        while (at < text.Length && (text[at] is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r')))
        {
            at++;
        }

        bool isNegative = at < text.Length && text[at] == (byte)'-';
        at += at < text.Length && (text[at] is (byte)'-' or (byte)'+') ? 1 : 0;

        // Larger numbers become the largest 64-bit number, whose lower half is -1.
        Int128 value = 0;
        int digits = 0;
        for (; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++, digits++)
        {
            value = Int128.Min((value * 10) + (text[at] - (byte)'0'), (Int128)long.MaxValue + 1);
        }

        value = isNegative ? -value : Int128.Min(value, long.MaxValue);
        number = unchecked((int)(long)value);
        return digits > 0;
    }
}

namespace Btf.Core.Extensions;

/// <summary>Reads the access string of a CO-RE relocation: decimal numbers with colons between them.</summary>
internal static class CoreAccess
{
    /// <summary>The largest number of indexes that libbpf follows.</summary>
    public const int MaxLength = 64;

    /// <summary>Reads the indexes into a span of at least <see cref="MaxLength"/>.</summary>
    /// <returns>Whether the text is well-formed, with 1 to <see cref="MaxLength"/> numbers that fit into 31 bits.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, Span<int> indexes, out int count)
    {
        count = 0;
        long value = 0;
        bool hasDigit = false;
        foreach (byte c in text)
        {
            if (c is >= (byte)'0' and <= (byte)'9')
            {
                value = (value * 10) + (c - '0');
                hasDigit = true;
                if (value > int.MaxValue)
                {
                    return false;
                }
            }
            else if (c != (byte)':' || !hasDigit || count == MaxLength - 1)
            {
                return false;
            }
            else
            {
                indexes[count++] = (int)value;
                value = 0;
                hasDigit = false;
            }
        }

        if (hasDigit)
        {
            indexes[count++] = (int)value;
        }

        return hasDigit;
    }
}

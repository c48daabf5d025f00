using System.Buffers;

namespace Btf.Core;

/// <summary>Which names C source can use as they are, and what is written in place of the others.</summary>
internal static class CIdentifiers
{
    /// <summary>The longest name that is made. A name that C can write is never cut.</summary>
    public const int MaxMadeLength = 200;

    private static readonly SearchValues<byte> _letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8);

    /// <summary>Whether C source can use a name as it is.</summary>
    public static bool IsFit(ReadOnlySpan<byte> name) =>
        !name.IsEmpty && name[0] is not (>= (byte)'0' and <= (byte)'9') && !name.ContainsAnyExcept(_letters) && !CReservedWords.Contains(name);

    /// <summary>Makes a name that C source can use: each byte that it cannot becomes an underscore.</summary>
    /// <param name="name">The name in the data.</param>
    /// <param name="destination">Takes the name that is made. It holds <see cref="MaxMadeLength"/> bytes at least.</param>
    /// <returns>The length of the name that is made.</returns>
    public static int Make(ReadOnlySpan<byte> name, Span<byte> destination)
    {
        int length = 0;
        if (name.IsEmpty || name[0] is >= (byte)'0' and <= (byte)'9')
        {
            destination[length++] = (byte)'_';
        }

        // Two bytes are left for what is added below.
        ReadOnlySpan<byte> used = name[..Math.Min(name.Length, MaxMadeLength - length - 2)];
        foreach (byte character in used)
        {
            destination[length++] = _letters.Contains(character) ? character : (byte)'_';
        }

        if (CReservedWords.Contains(destination[..length]) || EndsWithNumber(destination[..length]))
        {
            destination[length++] = (byte)'_';
        }

        return length;
    }

    /// <summary>Whether a name ends as those do that are numbered: with <c>___</c> and digits.</summary>
    public static bool EndsWithNumber(ReadOnlySpan<byte> name)
    {
        int last = name.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return last != name.Length - 1 && last >= 2 && name[..(last + 1)].EndsWith("___"u8);
    }
}

using System.Buffers;

namespace Btf.Core;

/// <summary>Decides which names are valid in C, and makes replacements for the others.</summary>
internal static class CIdentifiers
{
    /// <summary>The greatest length of a replacement. A valid name is never cut.</summary>
    public const int MaxMadeLength = 200;

    private static readonly SearchValues<byte> _letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8);

    /// <summary>Returns whether a name is valid in C.</summary>
    public static bool IsFit(ReadOnlySpan<byte> name) =>
        !name.IsEmpty && name[0] is not (>= (byte)'0' and <= (byte)'9') && !name.ContainsAnyExcept(_letters) && !CReservedWords.Contains(name);

    /// <summary>Makes a valid name: each invalid byte becomes an underscore.</summary>
    /// <param name="name">The name in the data.</param>
    /// <param name="destination">Receives the replacement. It has room for at least <see cref="MaxMadeLength"/> bytes.</param>
    /// <returns>The length of the replacement.</returns>
    public static int Make(ReadOnlySpan<byte> name, Span<byte> destination)
    {
        int length = 0;
        if (name.IsEmpty || name[0] is >= (byte)'0' and <= (byte)'9')
        {
            destination[length++] = (byte)'_';
        }

        // Two bytes stay free for the additions below.
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

    /// <summary>Returns whether a name ends like a numbered name: with <c>___</c> and digits.</summary>
    public static bool EndsWithNumber(ReadOnlySpan<byte> name)
    {
        int last = name.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return last != name.Length - 1 && last >= 2 && name[..(last + 1)].EndsWith("___"u8);
    }
}

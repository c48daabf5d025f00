using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Btf.Core;

/// <summary>The characters that a name may have. The kernel classifies characters as Latin-1.</summary>
internal static class NameRules
{
    /// <summary>The longest name, in bytes (<c>KSYM_NAME_LEN</c>).</summary>
    public const int MaxLength = 512;

    private static readonly SearchValues<byte> _identifier = SearchValues.Create(
        [.. Enumerable.Range(0, 256).Select(i => (byte)i).Where(IsIdentifierByte)]);

    private static readonly SearchValues<byte> _printable = SearchValues.Create(
        [.. Enumerable.Range(0, 256).Select(i => (byte)i).Where(b => b is (>= 0x20 and <= 0x7E) or >= 0xA0)]);

    /// <summary>Returns whether a name is a C identifier, in which the kernel also allows dots and the letters of Latin-1.</summary>
    /// <param name="text">The bytes from the start of the name, which ends at the first zero or with the span.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIdentifier(ReadOnlySpan<byte> text)
    {
        if (text.Length >= Vector256<byte>.Count)
        {
            // In bounds: the span has this many bytes. Nearly all names are shorter, and ASCII.
            ref byte start = ref MemoryMarshal.GetReference(text);
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref start);
            uint zeros = Vector256.Equals(bytes, Vector256<byte>.Zero).ExtractMostSignificantBits();
            Vector256<byte> letters = Vector256.LessThanOrEqual((bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), Vector256.Create((byte)25));
            Vector256<byte> digits = Vector256.LessThanOrEqual(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)9));
            Vector256<byte> others = Vector256.Equals(bytes, Vector256.Create((byte)'_')) | Vector256.Equals(bytes, Vector256.Create((byte)'.'));
            uint allowed = (letters | digits | others).ExtractMostSignificantBits();
            if (zeros != 0 && (allowed & (zeros ^ (zeros - 1))) == (zeros ^ (zeros - 1)) >> 1 && (zeros & 1) == 0)
            {
                return !char.IsAsciiDigit((char)start);
            }
        }

        return IsAnyIdentifier(text);
    }

    /// <summary>Returns whether a name can be a section's: printable, not empty, not too long.</summary>
    /// <param name="text">As in <see cref="IsIdentifier"/>.</param>
    public static bool IsSectionName(ReadOnlySpan<byte> text) => !IsEmpty(text) && EndsWithin(text, _printable);

    /// <summary>Returns whether a name is empty.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> text) => text.IsEmpty || text[0] == 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsAnyIdentifier(ReadOnlySpan<byte> text) =>
        !IsEmpty(text) && !char.IsAsciiDigit((char)text[0]) && EndsWithin(text, _identifier);

    /// <summary>Returns whether the first byte that is not allowed is the zero at the end, and comes early enough.</summary>
    private static bool EndsWithin(ReadOnlySpan<byte> text, SearchValues<byte> allowed)
    {
        ReadOnlySpan<byte> name = text[..Math.Min(text.Length, MaxLength + 1)];
        int end = name.IndexOfAnyExcept(allowed);
        return end < 0 ? name.Length <= MaxLength : name[end] == 0;
    }

    private static bool IsIdentifierByte(byte value) =>
        char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or (byte)'.' || (value >= 0xC0 && value is not (0xD7 or 0xF7));
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace Btf.Text;

/// <summary>Makes text from files and from the command line safe to show: escapes characters that control a terminal or change how a line looks.</summary>
/// <remarks>
/// In a string, half of a surrogate pair, U+DC80 to U+DCFF, stands for a byte that is not UTF-8, as in Python's file names. It is shown as
/// <c>\xff</c>, so that different names look different.
/// </remarks>
public static class SafeText
{
    private const char FirstByte = '\uDC80';
    private const char LastByte = '\uDCFF';
    private const int FirstByteValue = 0x80;

    /// <summary>Returns the text with control characters, direction marks and bytes that are not UTF-8 written as <c>\x1b</c>, <c>\u202e</c> or <c>\xff</c>.</summary>
    public static string Of(string text)
    {
        int first = text.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        if (first < 0)
        {
            return text;
        }

        StringBuilder safe = new(text, 0, first, text.Length + 16);
        for (int i = first; i < text.Length;)
        {
            bool isWhole = Rune.TryGetRuneAt(text, i, out Rune rune);
            if (isWhole && !IsUnsafe(rune))
            {
                safe.Append(text, i, rune.Utf16SequenceLength);
            }
            else
            {
                Escape(safe, isWhole ? rune.Value : text[i]);
            }

            i += isWhole ? rune.Utf16SequenceLength : 1;
        }

        return safe.ToString();
    }

    /// <summary>Reads UTF-8. A byte that is not UTF-8 becomes U+DC80 to U+DCFF, which <see cref="Of(string)"/> writes as <c>\x80</c> to <c>\xff</c>.</summary>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        if (System.Text.Unicode.Utf8.IsValid(utf8))
        {
            return Encoding.UTF8.GetString(utf8);
        }

        StringBuilder text = new(utf8.Length);
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out Rune rune, out int length) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (byte other in utf8[..length])
                {
                    text.Append((char)(FirstByte + (other - FirstByteValue)));
                }
            }

            utf8 = utf8[length..];
        }

        return text.ToString();
    }

    /// <summary>Returns the bytes that <see cref="Decode"/> has read.</summary>
    public static byte[] Encode(string text)
    {
        ArrayBufferWriter<byte> bytes = new();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (IsByte(text, i))
            {
                Encoding.UTF8.GetBytes(text.AsSpan(start, i - start), bytes);
                bytes.Write([(byte)(text[i] - FirstByte + FirstByteValue)]);
                start = i + 1;
            }
        }

        Encoding.UTF8.GetBytes(text.AsSpan(start), bytes);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Whether the text holds bytes that are not UTF-8.</summary>
    public static bool HasBytes(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (IsByte(text, i))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsByte(string text, int index) =>
        text[index] is >= FirstByte and <= LastByte && (index == 0 || !char.IsHighSurrogate(text[index - 1]));

    private static void Escape(StringBuilder safe, int value) => _ = value switch
    {
        >= FirstByte and <= LastByte => safe.Append(CultureInfo.InvariantCulture, $"\\x{value - FirstByte + FirstByteValue:x2}"),
        <= 0xFF => safe.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
        <= 0xFFFF => safe.Append(CultureInfo.InvariantCulture, $"\\u{value:x4}"),
        _ => safe.Append(CultureInfo.InvariantCulture, $"\\U{value:x8}"),
    };

    private static bool IsUnsafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}

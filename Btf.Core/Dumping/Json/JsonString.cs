using System.Buffers;
using System.Globalization;
using System.Text;

namespace Btf.Core;

/// <summary>Writes the inside of a JSON string that every parser accepts.</summary>
internal static class JsonString
{
    /// <summary>Writes text without the quotes around it. Bytes that are not UTF-8 become U+FFFD, and terminal control characters are escaped.</summary>
    public static void Write(ReadOnlySpan<byte> utf8, ref Utf8Writer output)
    {
        Span<char> units = stackalloc char[2];
        while (!utf8.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf8(utf8, out Rune rune, out int length);
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '"' or '\\')
            {
                output.Write('\\');
                output.Write((char)rune.Value);
            }
            else if (status != OperationStatus.Done || category is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                foreach (char unit in units[..rune.EncodeToUtf16(units)])
                {
                    output.Write("\\u"u8);
                    output.Write((ushort)unit, "x4");
                }
            }
            else
            {
                output.Write(utf8[..length]);
            }

            utf8 = utf8[length..];
        }
    }
}

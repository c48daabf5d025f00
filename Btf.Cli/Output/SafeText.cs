using System.Globalization;
using System.Text;

namespace Btf.Cli;

/// <summary>Text from files and from the command line, made safe to show: what could steer a terminal or change the look of a line is escaped.</summary>
internal static class SafeText
{
    /// <summary>Returns the text with control characters, direction marks and halves of surrogate pairs written as <c>\x1b</c> or <c>\u202e</c>.</summary>
    public static string Of(string text)
    {
        int first = 0;
        while (first < text.Length && !IsUnsafe(text, first))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        StringBuilder safe = new(text, 0, first, text.Length + 16);
        for (int i = first; i < text.Length; i++)
        {
            if (!IsUnsafe(text, i))
            {
                safe.Append(text[i]);
            }
            else if (text[i] <= 0xFF)
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\x{(int)text[i]:x2}");
            }
            else
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            }
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(string text, int index) => char.GetUnicodeCategory(text[index]) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Surrogate => !(char.IsHighSurrogate(text[index]) ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            : index > 0 && char.IsHighSurrogate(text[index - 1])),
        _ => false,
    };
}

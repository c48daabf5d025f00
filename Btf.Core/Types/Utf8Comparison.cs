using System.Buffers;
using System.Text;

namespace Btf.Core;

/// <summary>Compares UTF-8 with UTF-16.</summary>
internal static class Utf8Comparison
{
    /// <summary>Returns whether two texts are the same. Invalid UTF-8 equals no text.</summary>
    public static bool Equal(ReadOnlySpan<byte> bytes, ReadOnlySpan<char> text) =>
        (bytes.Length == text.Length && Ascii.Equals(bytes, text)) || EqualRunes(bytes, text);

    // Rune by rune, so that a text of any length is compared without a buffer.
    private static bool EqualRunes(ReadOnlySpan<byte> bytes, ReadOnlySpan<char> text)
    {
        while (!bytes.IsEmpty && !text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune left, out int byteCount) != OperationStatus.Done ||
                Rune.DecodeFromUtf16(text, out Rune right, out int charCount) != OperationStatus.Done ||
                left != right)
            {
                return false;
            }

            bytes = bytes[byteCount..];
            text = text[charCount..];
        }

        return bytes.IsEmpty && text.IsEmpty;
    }
}

using Btf.Text;
using Btf.Core;

namespace Btf.Explorer.Texts;

/// <summary>Names that are safe to show: cut if they are long, with control characters and bytes that are not UTF-8 escaped.</summary>
internal static class Names
{
    private const int Longest = 256;

    public static string Of(BtfString name) => !name.TryGetUtf8(out ReadOnlySpan<byte> utf8) ? "(bad name)"
        : utf8.IsEmpty ? "(anon)"
        : SafeText.Of(utf8.Length <= Longest ? SafeText.Decode(utf8) : SafeText.Decode(utf8[..Longest]) + "…");
}

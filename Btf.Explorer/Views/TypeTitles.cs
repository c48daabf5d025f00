using Btf.Text;
using Btf.Core;

namespace Btf.Explorer.Views;

/// <summary>The headings of types.</summary>
internal static class TypeTitles
{
    private const int Longest = 300;

    /// <summary>Returns a type's kind and name.</summary>
    public static string Of(BtfType type)
    {
        ReadOnlySpan<byte> utf8 = type.Name.TryGetUtf8(out ReadOnlySpan<byte> name) ? name : default;
        string text = utf8.IsEmpty ? Cut(type.ToString()) : utf8.Length <= Longest ? SafeText.Decode(utf8) : SafeText.Decode(utf8[..Longest]) + "…";
        string keyword = utf8.IsEmpty ? "" : type.Kind switch
        {
            BtfKind.Struct => "struct ",
            BtfKind.Union => "union ",
            BtfKind.Enum or BtfKind.Enum64 => "enum ",
            BtfKind.Typedef => "typedef ",
            BtfKind.Fwd => "forward ",
            BtfKind.Var => "variable ",
            BtfKind.DataSec => "section ",
            _ => "",
        };
        return SafeText.Of(keyword + text);
    }

    private static string Cut(string text) => text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
}

using System.Globalization;
using Btf.Text;

namespace Btf.Explorer.Texts;

/// <summary>Words for numbers.</summary>
internal static class ByteText
{
    /// <summary>Returns <c>1 byte</c> or <c>5 bytes</c>.</summary>
    public static string Count(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {one}{(count == 1 ? "" : "s")}");

    /// <summary>Returns a size in the unit that fits.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 10_000 => Count(bytes, "byte"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:F0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:F1} MB"),
    };

    /// <summary>Returns the answer for a member path, as <c>btf path</c> writes it behind the path.</summary>
    public static string Place(PathPlace place)
    {
        string bit = place.IsBitfield || place.BitOffset % 8 != 0 ? string.Create(CultureInfo.InvariantCulture, $", bit {place.BitOffset % 8}") : "";
        string size = place.IsBitfield ? Count((long)place.BitSize, "bit") : Count((long)(place.BitSize / 8), "byte");
        string crossed = place.Pointers.Count == 0 ? "" : $", after {Count(place.Pointers.Count, "pointer")}";
        return string.Create(CultureInfo.InvariantCulture, $"byte {place.ByteOffset}{bit}{crossed}, {size}, {place.Type}");
    }
}

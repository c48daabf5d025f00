using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Writes a place in the form that another program reads: an argument of a kprobe event, an expression of bpftrace, a constant of C or C#.</summary>
internal static partial class PathForms
{
    /// <summary>The names of the forms.</summary>
    public static IReadOnlyList<string> All { get; } = ["kprobe", "uprobe", "bpftrace", "c", "csharp"];

    /// <summary>Returns the text of a place.</summary>
    /// <param name="form">The name of a form.</param>
    /// <param name="expression">The path.</param>
    /// <param name="place">The place to which it leads.</param>
    public static string Write(string form, string expression, PathPlace place) => form switch
    {
        "bpftrace" => Bpftrace(place),
        "c" => $"#define {Upper(expression)}_OFFSET {Text(place.ByteOffset)}",
        "csharp" => $"public const int {Pascal(expression)}Offset = {Text(place.ByteOffset)};",
        _ => $"{Words(expression)[^1]}={Fetch(place)}:{FetchType(place)}",
    };

    /// <summary>Returns an argument for the tracing filesystem: <c>+12(+8($arg1))</c>.</summary>
    private static string Fetch(PathPlace place)
    {
        string text = "$arg1";
        foreach (ulong offset in place.Pointers.Append(place.ByteOffset))
        {
            text = $"+{Text(offset)}({text})";
        }

        return text;
    }

    private static string FetchType(PathPlace place)
    {
        BtfType type = place.Type.Underlying;
        ulong bytes = place.BitSize / 8;
        if (place.IsBitfield)
        {
            // The container starts at the byte of the field's first bit.
            ulong first = place.BitOffset % 8;
            ulong container = first + place.BitSize <= 8 ? 8UL : first + place.BitSize <= 16 ? 16UL : first + place.BitSize <= 32 ? 32UL : 64UL;
            return $"b{Text(place.BitSize)}@{Text(first)}/{Text(container)}";
        }

        if (type.TryAsArray(out BtfArray array) && array.ElementType.TryGetSizeInBytes(out uint element))
        {
            return element == 1 ? "string" : element is 2 or 4 or 8 ? $"x{Text(element * 8UL)}[{Text(array.Count)}]" : "x8";
        }

        string sign = type.Kind == BtfKind.Ptr ? "x" : type.TryAsInt(out BtfInt number) && number.IsSigned ? "s" : type.Kind == BtfKind.Int || BtfKinds.AnyEnum.Includes(type.Kind) ? "u" : "x";
        return bytes is 1 or 2 or 4 or 8 ? $"{sign}{Text(bytes * 8)}" : "x8";
    }

    private static string Bpftrace(PathPlace place)
    {
        string text = "arg0";
        foreach (ulong offset in place.Pointers)
        {
            text = $"*(uint64 *)({text} + {Text(offset)})";
        }

        ulong bytes = place.IsBitfield ? ((place.BitOffset % 8) + place.BitSize + 7) / 8 : place.BitSize / 8;
        ulong width = bytes <= 1 ? 8UL : bytes <= 2 ? 16UL : bytes <= 4 ? 32UL : 64UL;
        bool isSigned = !place.IsBitfield && place.Type.Underlying.TryAsInt(out BtfInt number) && number.IsSigned;
        string read = place.Type.Underlying.TryAsArray(out BtfArray array) && array.ElementType.TryGetSizeInBytes(out uint element) && element == 1
            ? $"str({text} + {Text(place.ByteOffset)}, {Text(bytes)})"
            : $"*({(isSigned ? "" : "u")}int{Text(width)} *)({text} + {Text(place.ByteOffset)})";
        return place.IsBitfield ? $"({read} >> {Text(place.BitOffset % 8)}) & {Text((1UL << (int)Math.Min(place.BitSize, 63)) - 1)}" : read;
    }

    private static string Upper(string expression) => string.Join('_', Words(expression)).ToUpperInvariant();

    private static string Pascal(string expression)
    {
        StringBuilder name = new();
        foreach (string part in Words(expression).SelectMany(word => word.Split('_', StringSplitOptions.RemoveEmptyEntries)))
        {
            name.Append(char.ToUpperInvariant(part[0])).Append(part.AsSpan(1));
        }

        return name.ToString();
    }

    private static string[] Words(string expression)
    {
        string[] words = [.. Word().Matches(expression).Select(match => match.Value).Where(word => word is not ("struct" or "union"))];
        return words.Length == 0 ? ["value"] : char.IsDigit(words[0][0]) ? ["_", .. words] : words;
    }

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}

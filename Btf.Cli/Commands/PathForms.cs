using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Writes a place in the form that another program reads: an argument of a kprobe event, an expression of bpftrace, a constant of C or C#.</summary>
internal static partial class PathForms
{
    // The kernel's limit for arrays in the arguments of an event.
    private const ulong MostElements = 64;

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
            // A flexible array has no count: its first element is read.
            string count = array.Count == 0 ? "" : $"[{Text(Math.Min(array.Count, MostElements))}]";
            return IsText(array) ? "string" : element is 1 or 2 or 4 or 8 ? $"x{Text(element * 8UL)}{count}" : "x8";
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

        string address = $"{text} + {Text(place.ByteOffset)}";
        if (place.IsBitfield)
        {
            ulong mask = place.BitSize >= 64 ? ulong.MaxValue : (1UL << (int)place.BitSize) - 1;
            return $"(*(uint{Text(WidthOf((place.BitOffset % 8) + place.BitSize))} *)({address}) >> {Text(place.BitOffset % 8)}) & {Text(mask)}";
        }

        BtfType type = place.Type.Underlying;
        ulong bytes = place.BitSize / 8;
        if (type.TryAsArray(out BtfArray array) && array.ElementType.TryGetSizeInBytes(out uint element))
        {
            if (element == 1 && bytes > 0)
            {
                return $"{(IsText(array) ? "str" : "buf")}({address}, {Text(bytes)})";
            }

            // The first element.
            (type, bytes) = (array.ElementType.Underlying, element);
        }

        // A small structure is read as a number, as those around a counter or an id are.
        if (BtfKinds.Composite.Includes(type.Kind) && bytes is not (1 or 2 or 4 or 8))
        {
            return type.Name.IsEmpty ? address : $"({type} *)({address})";
        }

        bool isSigned = type.TryAsInt(out BtfInt number) && number.IsSigned;
        return $"*({(isSigned ? "" : "u")}int{Text(WidthOf(bytes * 8))} *)({address})";
    }

    private static ulong WidthOf(ulong bits) => bits <= 8 ? 8UL : bits <= 16 ? 16UL : bits <= 32 ? 32UL : 64UL;

    /// <summary>Whether an array is text: of the type char itself. Arrays of other bytes are addresses and keys.</summary>
    private static bool IsText(BtfArray array) => array.ElementType.Underlying is { Kind: BtfKind.Int } character && character.Name == "char";

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

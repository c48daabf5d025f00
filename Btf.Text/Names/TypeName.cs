using Btf.Core;

namespace Btf.Text;

/// <summary>A type's name as a person writes it in C: <c>sk_buff</c>, <c>struct sk_buff *</c>, <c>unsigned long</c>, <c>void</c>.</summary>
/// <param name="Names">The names of the type. C has several names for some types.</param>
/// <param name="Kinds">The kinds that the type can have.</param>
public readonly record struct TypeName(IReadOnlyList<string> Names, BtfKinds Kinds)
{
    private static readonly string[] _qualifiers = ["const", "volatile", "restrict"];
    private static readonly string[] _arithmetic = ["unsigned", "signed", "long", "short", "int", "char"];

    /// <summary>Reads a name. Leaves out pointers and qualifiers: a function that takes a pointer to a type counts as taking the type.</summary>
    public static TypeName Parse(string text)
    {
        string[] words = [.. text.Replace('*', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(_qualifiers)];
        return words switch
        {
            ["struct", string name] => new([name], BtfKinds.Struct | BtfKinds.Fwd),
            ["union", string name] => new([name], BtfKinds.Union | BtfKinds.Fwd),
            ["enum", string name] => new([name], BtfKinds.AnyEnum),
            ["typedef", string name] => new([name], BtfKinds.Typedef),
            _ when words.Length > 0 && text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Except(_arithmetic).All(word => word.All(c => c == '*') || _qualifiers.Contains(word))
                => new(Spellings(text), BtfKinds.All),
            [string name] => new([name], BtfKinds.All),
            _ => new([text.Trim()], BtfKinds.All),
        };
    }

    /// <summary>Returns the types of the object and its bases that have the name and kind, in the order of ids.</summary>
    public List<BtfType> Find(BtfObject btf)
    {
        if (Names is ["void"])
        {
            return [btf[0]];
        }

        List<BtfType> found = [];
        foreach (string name in Names)
        {
            foreach (BtfType type in btf.FindTypes(SafeText.Encode(name)))
            {
                if (Kinds.Includes(type.Kind))
                {
                    found.Add(type);
                }
            }
        }

        if (Names.Count > 1)
        {
            found.Sort((left, right) => left.Id.CompareTo(right.Id));
        }

        return found;
    }

    /// <summary>Returns the spellings of GCC and clang for an arithmetic type: <c>long unsigned int</c> and <c>unsigned long</c>.</summary>
    private static string[] Spellings(string text)
    {
        string[] words = [.. text.Replace('*', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(_arithmetic.Contains)];
        int longs = words.Count(word => word == "long");
        bool isUnsigned = words.Contains("unsigned");
        if (words.Contains("char"))
        {
            return [isUnsigned ? "unsigned char" : words.Contains("signed") ? "signed char" : "char"];
        }

        string width = words.Contains("short") ? "short" : longs == 0 ? "" : longs == 1 ? "long" : "long long";
        return width.Length == 0
            ? [isUnsigned ? "unsigned int" : "int"]
            : isUnsigned ? [$"{width} unsigned int", $"unsigned {width}"] : [$"{width} int", width];
    }
}

using System.Globalization;
using System.Text;

namespace Btf.Cli;

/// <summary>Makes names of C# from names of C.</summary>
internal static class CSharpNames
{
    // The reserved words of C#. Contextual keywords can be names.
    private static readonly HashSet<string> _keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate", "do", "double",
        "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal",
        "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return",
        "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked",
        "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ];

    /// <summary>Names that a structure's members cannot have: each structure inherits them, or its attributes use them.</summary>
    public static IReadOnlyList<string> ReservedForMembers { get; } =
        ["Equals", "Finalize", "GetHashCode", "GetType", "LayoutKind", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>Names that types cannot have: the code refers to types and namespaces of these names.</summary>
    public static IReadOnlyList<string> ReservedForTypes { get; } = ["Btf", "Int128", "LayoutKind", "ReadOnlySpan", "System", "UInt128"];

    /// <summary>Returns a name as code writes it: a keyword gets an @.</summary>
    public static string Escaped(string name) => _keywords.Contains(name) ? $"@{name}" : name;

    /// <summary>Whether a text can be a name in C# without a prefix.</summary>
    public static bool IsIdentifier(string text) =>
        text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '_') && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    /// <summary>The name in the casing of C#: <c>task_struct</c> is <c>TaskStruct</c>.</summary>
    public static string Of(string name)
    {
        StringBuilder result = new();
        bool starts = true;
        foreach (char character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character))
            {
                starts = true;
                continue;
            }

            result.Append(starts ? char.ToUpper(character, CultureInfo.InvariantCulture) : character);
            starts = false;
        }

        return result.Length == 0 ? "Unnamed" : char.IsAsciiDigit(result[0]) ? $"_{result}" : result.ToString();
    }

    /// <summary>Returns a name that is not taken yet, and takes it.</summary>
    public static string Unique(string name, HashSet<string> taken, HashSet<string>? takenElsewhere = null)
    {
        string result = name;
        for (int i = 2; takenElsewhere?.Contains(result) == true || !taken.Add(result); i++)
        {
            result = string.Create(CultureInfo.InvariantCulture, $"{name}{i}");
        }

        return result;
    }

    /// <summary>A text as a literal.</summary>
    public static string Literal(string text) => $"\"{SafeText.Of(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}

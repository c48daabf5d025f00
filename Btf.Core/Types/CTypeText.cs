using System.Buffers;
using System.Globalization;
using System.Text;

namespace Btf.Core;

/// <summary>Writes types as C does: <c>struct sk_buff *(*)(struct net *, int)</c>. For people to read, so it never fails on bad data but shows it.</summary>
/// <remarks>
/// A declaration is built from the inside out: the name, then what each type on the way to the base type adds around it. The walk is bounded in
/// text, which also bounds loops, and in nesting, because parameters are the one place that recurses.
/// </remarks>
internal static class CTypeText
{
    private const int MaxLength = 4096;
    private const int MaxNesting = 16;
    private const char Cut = '…';

    /// <summary>A type without a name: an abstract declarator; of a function or variable, its declaration.</summary>
    public static string Format(BtfType type)
    {
        int budget = MaxLength;
        return Declare(type, new StringBuilder(), 0, ref budget);
    }

    /// <summary>The declaration of a name of a type.</summary>
    public static string Format(BtfType type, BtfString name)
    {
        int budget = MaxLength;
        return Declare(type, new StringBuilder(Text(name, ref budget)), 0, ref budget);
    }

    private static string Declare(BtfType type, StringBuilder declarator, int nesting, ref int budget)
    {
        string qualifiers = "";
        while (budget-- > 0)
        {
            switch (type.Kind)
            {
                case BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict:
                    qualifiers = Qualify(qualifiers, Encoding.ASCII.GetString(CWords.Qualifier(type.Kind)) + " ");
                    budget -= qualifiers.Length;
                    break;
                case BtfKind.TypeTag:
                    string attribute = Attribute(type, "btf_type_tag", ref budget) + " ";
                    qualifiers += attribute;
                    budget -= attribute.Length;
                    break;
                case BtfKind.Ptr:
                    declarator.Insert(0, declarator.Length == 0 ? ("*" + qualifiers).TrimEnd() : "*" + qualifiers);
                    qualifiers = "";
                    break;
                case BtfKind.Array:
                    Enclose(declarator).Append(CultureInfo.InvariantCulture, $"[{type.AsArray().Count}]");
                    break;
                case BtfKind.FuncProto:
                    // C has no qualified functions; GCC marks a noreturn one as volatile. If the word were kept, it would qualify the return type.
                    qualifiers = "";
                    Enclose(declarator).Append(Parameters(type.AsFunctionPrototype(), nesting, ref budget));
                    break;
                case BtfKind.Func or BtfKind.Var:
                    declarator.Clear().Append(Text(type.Name, ref budget));
                    break;
                default:
                    return Join(qualifiers + BaseName(type, ref budget), declarator);
            }

            budget -= 2;
            if (!TryGetNext(type, out BtfType next, out uint id))
            {
                return Join($"{qualifiers}<no type {id}>", declarator);
            }

            type = next;
        }

        return Join(Cut.ToString(), declarator);
    }

    private static bool TryGetNext(BtfType type, out BtfType next, out uint id)
    {
        id = type.Kind == BtfKind.Array ? type.AsArray().ElementTypeId : type.SizeOrType;
        return type.Object.TryGetType(id, out next);
    }

    private static string Parameters(BtfFunctionPrototype prototype, int nesting, ref int budget)
    {
        if (nesting == MaxNesting)
        {
            return $"({Cut})";
        }

        var text = new StringBuilder("(");
        foreach (BtfParameter parameter in prototype.Parameters)
        {
            text.Append(text.Length > 1 ? ", " : "");
            if (budget <= 0)
            {
                text.Append(Cut);
                break;
            }

            if (parameter.IsVariadic)
            {
                text.Append("...");
            }
            else if (parameter.DeclaringType.Object.TryGetType(parameter.TypeId, out BtfType type))
            {
                text.Append(Declare(type, new StringBuilder(Text(parameter.Name, ref budget)), nesting + 1, ref budget));
            }
            else
            {
                string missing = string.Create(CultureInfo.InvariantCulture, $"<no type {parameter.TypeId}>");
                text.Append(missing);
                budget -= missing.Length;
            }
        }

        return (text.Length == 1 ? text.Append("void") : text).Append(')').ToString();
    }

    private static string BaseName(BtfType type, ref int budget) => type.Kind switch
    {
        BtfKind.Void => "void",
        BtfKind.Struct or BtfKind.Union or BtfKind.Enum or BtfKind.Enum64 or BtfKind.Fwd => Tagged(Encoding.ASCII.GetString(CWords.Tag(type)) + " ", type, ref budget),
        BtfKind.DeclTag => Attribute(type, "btf_decl_tag", ref budget),
        BtfKind.LocParam => type.AsLocationParameter().ToString(),
        BtfKind.LocProto => Tagged("", type, ref budget),
        BtfKind kind when kind.IsKnown() => Text(type.Name, ref budget),
        BtfKind kind => Tagged($"<kind {(int)kind}> ", type, ref budget),
    };

    private static string Tagged(string keyword, BtfType type, ref int budget)
    {
        string name = Text(type.Name, ref budget);
        return keyword + (name.Length == 0 ? "(anon)" : name);
    }

    // With the kind flag set, the name is a whole attribute; else it is the argument of the attribute that made the tag.
    private static string Attribute(BtfType type, string attribute, ref int budget)
    {
        string value = Text(type.Name, ref budget);
        return type.KindFlag ? $"__attribute__(({value}))" : $"__attribute__(({attribute}(\"{value}\")))";
    }

    // A qualifier of an array qualifies its elements, and GCC writes it for both.
    private static string Qualify(string qualifiers, string qualifier) =>
        qualifiers.Contains(qualifier, StringComparison.Ordinal) ? qualifiers : qualifiers + qualifier;

    private static StringBuilder Enclose(StringBuilder declarator) =>
        declarator.Length > 0 && declarator[0] == '*' ? declarator.Insert(0, '(').Append(')') : declarator;

    private static string Join(string type, StringBuilder declarator) =>
        declarator.Insert(0, declarator.Length == 0 || declarator[0] == '[' ? type : type + " ").ToString();

    /// <summary>Reads UTF-8. A byte that is none is shown as <c>\xff</c>, so that two names that differ look different.</summary>
    private static string Decode(ReadOnlySpan<byte> utf8)
    {
        if (System.Text.Unicode.Utf8.IsValid(utf8))
        {
            return Encoding.UTF8.GetString(utf8);
        }

        StringBuilder text = new(utf8.Length);
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out Rune rune, out int length) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (byte other in utf8[..length])
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\x{other:x2}");
                }
            }

            utf8 = utf8[length..];
        }

        return text.ToString();
    }

    private static string Text(BtfString name, ref int budget)
    {
        if (!name.TryGetUtf8(out ReadOnlySpan<byte> utf8))
        {
            return string.Create(CultureInfo.InvariantCulture, $"<no string {name.Offset}>");
        }

        bool whole = utf8.Length <= Math.Max(0, budget);
        string text = Decode(whole ? utf8 : utf8[..Math.Max(0, budget)]);
        name.KeepAlive();
        budget -= utf8.Length;
        return whole ? text : text + Cut;
    }
}

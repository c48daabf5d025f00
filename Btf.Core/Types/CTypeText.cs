using System.Buffers;
using System.Globalization;
using System.Text;

namespace Btf.Core;

/// <summary>Writes types as C does: <c>struct sk_buff *(*)(struct net *, int)</c>. The text is for people: bad data is shown, and never throws.</summary>
/// <remarks>The walk is bounded by the length of the text, which also ends loops, and by its nesting: only parameters recurse.</remarks>
internal struct CTypeText
{
    private const int MaxLength = 4096;
    private const int MaxNesting = 16;
    private const char Cut = '…';

    // The length that a part of a declaration counts for in the bound: about that of its text.
    private const int PartLength = 3;
    private const int QualifierLength = 9;
    private const int TagLength = 36;

    private readonly StringBuilder _text = new();
    private CDeclarator _parts;
    private int _budget = MaxLength;

    public CTypeText()
    {
    }

    /// <summary>Returns a type without a name, as an abstract declarator; a function or variable as its declaration.</summary>
    public static string Format(BtfType type)
    {
        CTypeText text = new();
        return text.Run(type, "");
    }

    /// <summary>Returns the declaration of a name with a type.</summary>
    public static string Format(BtfType type, BtfString name)
    {
        CTypeText text = new();
        return text.Run(type, text.Text(name));
    }

    private string Run(BtfType type, string name)
    {
        Declare(type, name, 0);
        _parts.Return();
        return _text.ToString();
    }

    private void Declare(BtfType type, string name, int nesting)
    {
        BtfObject btf = type.Object;
        int start = _parts.Count;
        WriteBase(type, start, ref name);
        int afterBase = _text.Length;
        int outermost = start;
        while (outermost < _parts.Count && btf[_parts[outermost]].Kind.IsModifier())
        {
            outermost++;
        }

        for (int i = _parts.Count - 1; i >= outermost; i--)
        {
            BtfKind kind = btf[_parts[i]].Kind;
            if (kind == BtfKind.Ptr)
            {
                _text.Append('*');
                WriteModifiers(btf, start, i);
                _text.Length -= i == outermost && name.Length == 0 && _text[^1] == ' ' ? 1 : 0;
            }
            else if (!kind.IsModifier() && _parts.IsEnclosed(btf, i, outermost))
            {
                _text.Append('(');
            }
        }

        _text.Append(name);
        for (int i = outermost; i < _parts.Count; i++)
        {
            WriteAfterName(btf[_parts[i]], _parts.IsEnclosed(btf, i, outermost), nesting);
        }

        // Brackets follow the base directly, all else follows a space.
        if (_text.Length > afterBase && _text[afterBase] != '[')
        {
            _text.Insert(afterBase, ' ');
        }

        _parts.Count = start;
    }

    /// <summary>
    /// Adds the parts of a declaration, and writes its base with the qualifiers before it. The name of a function or variable replaces the given one.
    /// </summary>
    private void WriteBase(BtfType type, int start, ref string name)
    {
        BtfObject btf = type.Object;
        uint next = type.Id;
        while (_budget-- > 0)
        {
            if (!btf.TryGetType(next, out BtfType step))
            {
                WriteModifiers(btf, start, _parts.Count);
                WriteMissing(next);
                return;
            }

            if (step.Kind is BtfKind.Func or BtfKind.Var)
            {
                name = Text(step.Name);
                _parts.Count = start;
                next = step.SizeOrType;
            }
            else if (!_parts.TryAdd(step, out next))
            {
                WriteModifiers(btf, start, _parts.Count);
                _text.Append(BaseName(step));
                return;
            }

            _budget -= step.Kind == BtfKind.TypeTag ? TagLength : step.Kind.IsModifier() ? QualifierLength : PartLength;
        }

        _text.Append(Cut);
    }

    /// <summary>
    /// Writes the qualifiers and tags around a part, from the outside in, each once and followed by a space. An array's qualifiers belong to its elements: GCC
    /// writes them for both. A function's are left out: C has none, and GCC marks a noreturn function as volatile.
    /// </summary>
    private void WriteModifiers(BtfObject btf, int start, int end)
    {
        int from = end;
        while (from > start && btf[_parts[from - 1]].Kind is var kind && (kind == BtfKind.Array || kind.IsModifier()))
        {
            from--;
        }

        BtfKinds written = BtfKinds.None;
        for (int i = from; i < end; i++)
        {
            BtfType modifier = btf[_parts[i]];
            if (modifier.Kind == BtfKind.TypeTag)
            {
                _text.Append(Attribute(modifier, "btf_type_tag")).Append(' ');
            }
            else if (modifier.Kind != BtfKind.Array && !written.Includes(modifier.Kind))
            {
                written |= (BtfKinds)(1u << (int)modifier.Kind);
                _text.Append(Encoding.ASCII.GetString(CWords.Qualifier(modifier.Kind))).Append(' ');
            }
        }
    }

    private void WriteAfterName(BtfType part, bool isEnclosed, int nesting)
    {
        if (part.Kind is not (BtfKind.Array or BtfKind.FuncProto))
        {
            return;
        }

        _text.Append(isEnclosed ? ")" : "");
        if (part.TryAsArray(out BtfArray array))
        {
            _text.Append(CultureInfo.InvariantCulture, $"[{array.Count}]");
        }
        else
        {
            WriteParameters(part.AsFunctionPrototype(), nesting);
        }
    }

    private void WriteParameters(BtfFunctionPrototype prototype, int nesting)
    {
        if (nesting == MaxNesting)
        {
            _text.Append('(').Append(Cut).Append(')');
            return;
        }

        _text.Append('(');
        foreach (BtfParameter parameter in prototype.Parameters)
        {
            _text.Append(parameter.Index > 0 ? ", " : "");
            if (_budget <= 0)
            {
                _text.Append(Cut);
                break;
            }

            if (parameter.IsVariadic)
            {
                _text.Append("...");
            }
            else if (parameter.DeclaringType.Object.TryGetType(parameter.TypeId, out BtfType type))
            {
                Declare(type, Text(parameter.Name), nesting + 1);
            }
            else
            {
                WriteMissing(parameter.TypeId);
            }
        }

        _text.Append(prototype.Parameters.Count == 0 ? "void)" : ")");
    }

    private void WriteMissing(uint id)
    {
        int start = _text.Length;
        _text.Append(CultureInfo.InvariantCulture, $"<no type {id}>");
        _budget -= _text.Length - start;
    }

    private string BaseName(BtfType type) => type.Kind switch
    {
        BtfKind.Void => "void",
        BtfKind.Struct or BtfKind.Union or BtfKind.Enum or BtfKind.Enum64 or BtfKind.Fwd => Tagged(Encoding.ASCII.GetString(CWords.Tag(type)) + " ", type),
        BtfKind.DeclTag => Attribute(type, "btf_decl_tag"),
        BtfKind.LocParam => type.AsLocationParameter().ToString(),
        BtfKind.LocProto => Tagged("", type),
        BtfKind kind when kind.IsKnown() => Text(type.Name),
        BtfKind kind => Tagged($"<kind {(int)kind}> ", type),
    };

    private string Tagged(string keyword, BtfType type)
    {
        string name = Text(type.Name);
        return keyword + (name.Length == 0 ? "(anon)" : name);
    }

    // If the kind flag is set, the name is a whole attribute; else it is the argument of the attribute that made the tag.
    private string Attribute(BtfType type, string attribute)
    {
        string value = Text(type.Name);
        return type.KindFlag ? $"__attribute__(({value}))" : $"__attribute__(({attribute}(\"{value}\")))";
    }

    private string Text(BtfString name)
    {
        if (!name.TryGetUtf8(out ReadOnlySpan<byte> utf8))
        {
            return string.Create(CultureInfo.InvariantCulture, $"<no string {name.Offset}>");
        }

        int room = Math.Max(0, _budget);
        bool whole = utf8.Length <= room;
        string text = Decode(whole ? utf8 : utf8[..room]);
        name.KeepAlive();
        _budget -= utf8.Length;
        return whole ? text : text + Cut;
    }

    /// <summary>Decodes UTF-8. An invalid byte becomes <c>\xff</c> with its own value, so that different names look different.</summary>
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
}

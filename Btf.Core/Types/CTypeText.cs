using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
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

    // The builder of a thread's last text. Most texts fit into it, so nothing but the text itself is allocated.
    private const int UsualLength = 512;

    [ThreadStatic]
    private static StringBuilder? _spare;

    private readonly StringBuilder _text = TakeBuilder();
    private CDeclarator _parts;
    private int _budget = MaxLength;

    public CTypeText()
    {
    }

    /// <summary>Returns a type without a name, as an abstract declarator; a function or variable as its declaration.</summary>
    public static string Format(BtfType type)
    {
        CTypeText text = new();
        return text.Run(type, default);
    }

    /// <summary>Returns the declaration of a name with a type.</summary>
    public static string Format(BtfType type, BtfString name)
    {
        CTypeText text = new();
        return text.Run(type, text.NameOf(name));
    }

    private static StringBuilder TakeBuilder()
    {
        StringBuilder text = _spare ?? new StringBuilder(UsualLength);
        _spare = null;
        return text;
    }

    private string Run(BtfType type, DeclaredName name)
    {
        Declare(type, name, 0);
        _parts.Return();
        string result = _text.ToString();
        if (_text.Capacity == UsualLength)
        {
            _spare = _text.Clear();
        }

        return result;
    }

    private void Declare(BtfType type, DeclaredName name, int nesting)
    {
        BtfObject btf = type.Object;
        int start = _parts.Count;
        WriteBase(type, start, ref name);

        // Brackets follow the base directly, all else follows a space.
        int afterBase = _text.Length;
        _text.Append(' ');
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
                _text.Length -= i == outermost && name.IsEmpty && _text[^1] == ' ' ? 1 : 0;
            }
            else if (!kind.IsModifier() && _parts.IsEnclosed(btf, i, outermost))
            {
                _text.Append('(');
            }
        }

        Write(name);
        for (int i = outermost; i < _parts.Count; i++)
        {
            WriteAfterName(btf[_parts[i]], _parts.IsEnclosed(btf, i, outermost), nesting);
        }

        if (_text.Length == afterBase + 1 || _text[afterBase + 1] == '[')
        {
            _text.Remove(afterBase, 1);
        }

        _parts.Count = start;
    }

    /// <summary>
    /// Adds the parts of a declaration, and writes its base with the qualifiers before it. The name of a function or variable replaces the given one.
    /// </summary>
    private void WriteBase(BtfType type, int start, ref DeclaredName name)
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
                name = NameOf(step.Name);
                _parts.Count = start;
                next = step.SizeOrType;
            }
            else if (!_parts.TryAdd(step, out next))
            {
                WriteModifiers(btf, start, _parts.Count);
                WriteBaseName(step);
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
                WriteAttribute(modifier, "btf_type_tag");
                _text.Append(' ');
            }
            else if (modifier.Kind != BtfKind.Array && !written.Includes(modifier.Kind))
            {
                written |= (BtfKinds)(1u << (int)modifier.Kind);
                Append(CWords.Qualifier(modifier.Kind));
                _text.Append(' ');
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
                Declare(type, NameOf(parameter.Name), nesting + 1);
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

    private void WriteBaseName(BtfType type)
    {
        switch (type.Kind)
        {
            case BtfKind.Void:
                _text.Append("void");
                break;
            case BtfKind.Struct or BtfKind.Union or BtfKind.Enum or BtfKind.Enum64 or BtfKind.Fwd:
                Append(CWords.Tag(type));
                _text.Append(' ');
                WriteNameOrAnonymous(type);
                break;
            case BtfKind.DeclTag:
                WriteAttribute(type, "btf_decl_tag");
                break;
            case BtfKind.LocParam:
                _text.Append(type.AsLocationParameter().ToString());
                break;
            case BtfKind.LocProto:
                WriteNameOrAnonymous(type);
                break;
            case BtfKind kind when kind.IsKnown():
                _ = Write(type.Name);
                break;
            case BtfKind kind:
                _text.Append(CultureInfo.InvariantCulture, $"<kind {(int)kind}> ");
                WriteNameOrAnonymous(type);
                break;
        }
    }

    private void WriteNameOrAnonymous(BtfType type)
    {
        if (!Write(type.Name))
        {
            _text.Append("(anon)");
        }
    }

    // If the kind flag is set, the name is a whole attribute; else it is the argument of the attribute that made the tag.
    private void WriteAttribute(BtfType type, string attribute)
    {
        bool isWhole = type.KindFlag;
        _text.Append("__attribute__((").Append(isWhole ? "" : attribute).Append(isWhole ? "" : "(\"");
        _ = Write(type.Name);
        _text.Append(isWhole ? "))" : "\")))");
    }

    /// <summary>Writes a name, and subtracts it from the budget.</summary>
    /// <returns>False for the empty name.</returns>
    private bool Write(BtfString name)
    {
        if (!name.TryGetUtf8(out ReadOnlySpan<byte> utf8))
        {
            WriteUnreadable(name);
            return true;
        }

        AppendCut(utf8, Math.Clamp(_budget, 0, utf8.Length));
        _budget -= utf8.Length;
        name.KeepAlive();
        return !utf8.IsEmpty;
    }

    /// <summary>Subtracts a name that is written later from the budget.</summary>
    private DeclaredName NameOf(BtfString name)
    {
        if (!name.TryGetUtf8(out ReadOnlySpan<byte> utf8))
        {
            return new DeclaredName(name, DeclaredName.Unreadable);
        }

        int room = Math.Clamp(_budget, 0, utf8.Length);
        _budget -= utf8.Length;
        name.KeepAlive();
        return utf8.IsEmpty ? default : new DeclaredName(name, room);
    }

    private readonly void Write(DeclaredName name)
    {
        if (name.IsEmpty)
        {
            return;
        }

        if (name.Room == DeclaredName.Unreadable || !name.Name.TryGetUtf8(out ReadOnlySpan<byte> utf8))
        {
            WriteUnreadable(name.Name);
            return;
        }

        AppendCut(utf8, Math.Min(name.Room, utf8.Length));
        name.Name.KeepAlive();
    }

    private readonly void WriteUnreadable(BtfString name) => _text.Append(CultureInfo.InvariantCulture, $"<no string {name.Offset}>");

    private readonly void AppendCut(ReadOnlySpan<byte> utf8, int room)
    {
        Append(utf8[..room]);
        if (room < utf8.Length)
        {
            _text.Append(Cut);
        }
    }

    [SkipLocalsInit]
    private readonly void Append(ReadOnlySpan<byte> utf8)
    {
        const int usual = 128;
        Span<char> characters = stackalloc char[usual];
        if (utf8.Length <= usual && System.Text.Unicode.Utf8.ToUtf16(utf8, characters, out _, out int written, replaceInvalidSequences: false) == OperationStatus.Done)
        {
            _text.Append(characters[..written]);
        }
        else
        {
            _text.Append(Decode(utf8));
        }
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

    /// <summary>A name that is written later. The default value is no name.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Room">How many of its bytes are written.</param>
    private readonly record struct DeclaredName(BtfString Name, int Room)
    {
        /// <summary>The room of a name whose offset is past the end of the strings.</summary>
        public const int Unreadable = -1;

        public bool IsEmpty => Name.Offset == 0;
    }
}

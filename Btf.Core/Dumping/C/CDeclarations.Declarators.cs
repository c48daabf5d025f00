namespace Btf.Core;

/// <summary>Writes one declaration: the text before the name, the name, and the text after it.</summary>
internal sealed partial class CDeclarations
{
    /// <summary>Writes a declaration; false if a part of it waits on the stack.</summary>
    private bool TryDeclare(uint id, uint referrer, CName name, int level, uint scope, ref Utf8Writer output)
    {
        int start = _parts.Count;
        BtfType type = AddParts(id, referrer);
        BtfKind kind = type.Kind;
        if (kind != BtfKind.Void && !Bases.Includes(kind))
        {
            // C cannot declare this type, nor types that lead to it.
            _parts.Count = start;
            return true;
        }

        QualifierText.WriteLast(ref _parts, context.Btf, start, ref output);
        switch (kind)
        {
            case BtfKind.Void:
                output.Write("void"u8);
                break;
            case BtfKind.Int or BtfKind.Float:
                if ((context.Flags[type.Id] & CTypeFlags.Foreign) != 0)
                {
                    names.Write(names.OfTypedef(type), ref output);
                }
                else
                {
                    output.WriteName(context.Name(type.NameOffset));
                }

                break;
            case BtfKind.Struct or BtfKind.Union:
                if (type.NameOffset == 0)
                {
                    uint inner = name.IsNone && _parts.Count == start ? scope : names.Scopes.Open();
                    _frames.Add(new CTextFrame { Kind = CTextFrameKind.Declarator, Next = start, Level = level, Name = name });
                    OpenComposite(type, level, withTag: true, inner, ref output);
                    return false;
                }

                WriteTag(type, declared: false, ref output);
                break;
            case BtfKind.Enum or BtfKind.Enum64:
                if (type.NameOffset == 0)
                {
                    CEnum.Write(type, level, context, names, ref output);
                }
                else
                {
                    output.Write(CWords.Tag(type));
                    output.Write(' ');
                    names.Write(names.OfTag(type), ref output);
                }

                break;
            case BtfKind.Fwd:
                WriteTag(type, declared: false, ref output);
                break;
            default:
                names.Write(names.OfTypedef(type), ref output);
                break;
        }

        return TryFinishDeclarator(start, name, level, lastIsPointer: false, ref output);
    }

    /// <summary>Adds the parts of a declaration. Returns its base.</summary>
    private BtfType AddParts(uint id, uint referrer)
    {
        for (int hops = 0; ; hops++)
        {
            context.Step();
            BtfType type = context.Resolve(id, referrer);
            if (!_parts.TryAdd(type, out uint inner))
            {
                return type;
            }

            referrer = id;
            id = inner;
            if (hops == BtfType.MaxChainLength)
            {
                context.ThrowLoop(id);
            }
        }
    }

    private bool TryFinishDeclarator(int start, CName name, int level, bool lastIsPointer, ref Utf8Writer output)
    {
        bool waits = false;
        while (_parts.Count > start)
        {
            BtfType type = context.Btf[_parts.Pop()];
            bool isPointer = false;
            switch (type.Kind)
            {
                case BtfKind.Ptr:
                    output.Write(lastIsPointer ? "*"u8 : " *"u8);
                    isPointer = true;
                    break;
                case BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict:
                    output.Write(' ');
                    output.Write(CWords.Qualifier(type.Kind));
                    break;
                case BtfKind.TypeTag:
                    if (!context.IsCorrect)
                    {
                        // libbpf writes these qualifiers first, next to the word before them.
                        QualifierText.WriteLast(ref _parts, context.Btf, start, ref output);
                    }

                    WriteAttribute(type, ref output);
                    break;
                case BtfKind.Array:
                    _parts.DropModifiers(context.Btf, start);
                    bool innermost = _parts.Count == start;
                    bool enclosed = _parts.IsEnclosed(context.Btf, _parts.Count, start);
                    if (!innermost && !lastIsPointer && HasText(name))
                    {
                        output.Write(' ');
                    }

                    if (enclosed)
                    {
                        output.Write('(');
                    }

                    _frames.Add(new CTextFrame { Kind = CTextFrameKind.ArrayLength, Offset = (int)type.AsArray().Count, Enclosed = enclosed });
                    waits = true;
                    isPointer = !innermost || lastIsPointer;
                    break;
                default:
                    _parts.DropModifiers(context.Btf, start);
                    bool inside = _parts.Count > start;
                    if (inside)
                    {
                        output.Write(" ("u8);
                    }

                    _frames.Add(new CTextFrame { Kind = CTextFrameKind.Parameters, Id = type.Id, Level = level, Enclosed = inside, Scope = names.Scopes.Open() });
                    waits = true;
                    isPointer = inside || lastIsPointer;
                    break;
            }

            lastIsPointer = isPointer;
        }

        WriteName(name, lastIsPointer, ref output);
        return !waits;
    }

    private void WriteName(CName name, bool lastIsPointer, ref Utf8Writer output)
    {
        if (!HasText(name))
        {
            return;
        }

        if (!lastIsPointer)
        {
            output.Write(' ');
        }

        names.WriteDeclared(name, ref output);
    }

    private bool HasText(CName name) => name.Made != 0 || (name.Offset != 0 && (name.Number != 0 || !context.Name(name.Offset).IsEmpty));

    private void WriteAttribute(BtfType type, ref Utf8Writer output)
    {
        ReadOnlySpan<byte> text = context.Name(type.NameOffset);
        if (!context.IsCorrect)
        {
            output.Write(type.KindFlag ? " __attribute__(("u8 : " __attribute__((btf_type_tag(\""u8);
            output.WriteName(text);
            output.Write(type.KindFlag ? "))"u8 : "\")))"u8);
        }
        else if (!type.KindFlag)
        {
            output.Write(" __attribute__((btf_type_tag("u8);
            CLiteral.Write(text, ref output);
            output.Write(")))"u8);
        }
        else if (CLiteral.IsAttribute(text))
        {
            output.Write(" __attribute__(("u8);
            output.Write(text);
            output.Write("))"u8);
        }
        else
        {
            CComment.Write(text, ref output);
        }
    }
}

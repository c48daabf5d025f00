namespace Btf.Core;

/// <summary>Writes declarations and definitions as C has them, however deep they nest, without recursion.</summary>
/// <remarks>
/// A declaration is a row of types from the outside in: for <c>char *(*x)[3]</c> pointer, array, pointer, char. Its text starts with the type at the
/// row's end, and goes back. What comes after the name (an array's length, parameters) waits on a stack, as does the rest of a declaration whose base type
/// is written in place, because it has no name. The text is that of libbpf's <c>btf_dump</c>.
/// </remarks>
internal sealed class CDeclarations(CDumpContext context, CNames names)
{
    private const ulong MostAlignment = 4096;

    private const BtfKinds Bases =
        BtfKinds.Int | BtfKinds.Float | BtfKinds.Composite | BtfKinds.AnyEnum | BtfKinds.Fwd | BtfKinds.Typedef;

    private readonly CDeclarationRow _row = new(context);
    private readonly CPlacement _placement = new(context);
    private PooledList<CTextFrame> _frames;

    /// <summary>Starts a dump.</summary>
    public void Begin()
    {
        _placement.Forget();
        _row.Cut(0);
        _frames.Count = 0;
    }

    public void Return()
    {
        _placement.Forget();
        _row.Return();
        _frames.Return();
    }

    /// <summary>Writes a structure's or union's definition, without the semicolon.</summary>
    public void WriteComposite(BtfType type, ref Utf8Writer output)
    {
        OpenComposite(type, 0, withTag: true, ref output);
        Run(ref output);
    }

    /// <summary>Writes a typedef, without the semicolon.</summary>
    public void WriteTypedef(BtfType type, ref Utf8Writer output)
    {
        CName name = names.OfTypedef(type);

        // Old compilers have it as one of void.
        if (type.SizeOrType == 0 && name.Number == 0 && type.Name == "__gnuc_va_list"u8)
        {
            output.Write("typedef __builtin_va_list __gnuc_va_list"u8);
            return;
        }

        output.Write("typedef "u8);
        WriteDeclaration(type.SizeOrType, type.Id, name, ref output);
    }

    /// <summary>Writes the declaration of a name, without the semicolon.</summary>
    /// <param name="id">The type's id.</param>
    /// <param name="referrer">The type that refers to it, for the error.</param>
    /// <param name="name">The name.</param>
    /// <param name="output">Takes the text.</param>
    public void WriteDeclaration(uint id, uint referrer, CName name, ref Utf8Writer output)
    {
        _ = TryDeclare(id, referrer, name, 0, ref output);
        Run(ref output);
    }

    /// <summary>Writes a structure's or union's name, as a reference to it or a declaration of it.</summary>
    public void WriteTag(BtfType type, ref Utf8Writer output)
    {
        bool union = type.Kind == BtfKind.Union || (type.Kind == BtfKind.Fwd && type.KindFlag);
        output.Write(union ? "union"u8 : "struct"u8);
        if (type.NameOffset != 0)
        {
            output.Write(' ');
            names.Write(names.OfTag(type), ref output);
        }
        else if (type.Kind == BtfKind.Fwd)
        {
            output.Write(' ');
        }
    }
    private void Run(ref Utf8Writer output)
    {
        while (_frames.Count > 0)
        {
            ref CTextFrame frame = ref _frames.Last;
            switch (frame.Kind)
            {
                case CTextFrameKind.Members:
                    ContinueMembers(ref frame, ref output);
                    break;
                case CTextFrameKind.Declarator:
                    CTextFrame declarator = _frames.Pop();
                    _ = TryFinishDeclarator(declarator.Next, declarator.Name, declarator.Level, lastIsPointer: false, ref output);
                    break;
                case CTextFrameKind.ArrayLength:
                    CTextFrame array = _frames.Pop();
                    output.Write(array.Enclosed ? ")["u8 : "["u8);
                    output.Write((uint)array.Offset);
                    output.Write(']');
                    break;
                default:
                    ContinueParameters(ref frame, ref output);
                    break;
            }
        }
    }

    private void OpenComposite(BtfType type, int level, bool withTag, ref Utf8Writer output)
    {
        // As many as one in another as there are types: more are one in itself.
        if ((uint)_frames.Count > 4 * context.NextTypeId)
        {
            context.ThrowLoop(type.Id);
        }

        if (withTag)
        {
            WriteTag(type, ref output);
        }
        else
        {
            output.Write(type.Kind == BtfKind.Union ? "union"u8 : "struct"u8);
        }

        output.Write(" {"u8);
        bool packed = (type.Kind == BtfKind.Struct || context.IsCorrect) && _placement.IsPacked(type);
        _frames.Add(new CTextFrame { Kind = CTextFrameKind.Members, Id = type.Id, Level = level, Packed = packed });
    }

    private void ContinueMembers(ref CTextFrame frame, ref Utf8Writer output)
    {
        BtfType type = context.Btf[frame.Id];
        BtfElementList<BtfMember> members = type.AsComposite().Members;
        ReadOnlySpan<byte> newLine = CIndent.NewLine(frame.Level + 1);
        if (frame.InMember)
        {
            EndMember(members[frame.Next - 1], ref frame, ref output);
        }

        for (int i = frame.Next; i < members.Count; i++)
        {
            BtfMember member = members[i];
            int start = (int)member.EncodedBitOffset;
            if (frame.Offset < start)
            {
                int alignment = frame.Packed ? 1 : (int)_placement.AlignmentOf(member.TypeId);
                bool between = frame.AfterBitfield && member.EncodedBitfieldSize != 0;
                CPadding.Write(frame.Offset, start, alignment, between, frame.Level + 1, context, ref output);
            }

            context.CheckText(output.Written);
            output.Write(newLine);
            frame.Next = i + 1;
            frame.InMember = true;
            if (TryOpenInPlace(member, frame.Level + 1, ref output)
                || !TryDeclare(member.TypeId, frame.Id, new CName(member.NameOffset, 0), frame.Level + 1, ref output))
            {
                return;
            }

            EndMember(member, ref frame, ref output);
        }

        CTextFrame end = _frames.Pop();
        CloseComposite(type, end, members.Count, ref output);
    }

    /// <summary>Writes the members of a nameless member in place, where its type has a name: C has no other form for it.</summary>
    private bool TryOpenInPlace(BtfMember member, int level, ref Utf8Writer output)
    {
        if (!context.IsCorrect || member.NameOffset != 0 || !context.Btf.TryGetType(member.TypeId, out BtfType type) || !type.TryGetUnderlying(out type)
            || type.Kind is not (BtfKind.Struct or BtfKind.Union) || (type.NameOffset == 0 && type.Id == member.TypeId))
        {
            return false;
        }

        OpenComposite(type, level, withTag: false, ref output);
        return true;
    }

    private void EndMember(BtfMember member, ref CTextFrame frame, ref Utf8Writer output)
    {
        int bits = member.EncodedBitfieldSize;
        frame.AfterBitfield = bits != 0;
        frame.InMember = false;
        if (bits != 0)
        {
            output.Write(": "u8);
            output.Write(bits);
        }
        else
        {
            bits = _placement.SizeInBits(context.Btf[member.TypeId]);
        }

        frame.Offset = unchecked((int)member.EncodedBitOffset + bits);
        output.Write(';');
    }

    private void CloseComposite(BtfType type, in CTextFrame frame, int memberCount, ref Utf8Writer output)
    {
        int end = unchecked((int)type.SizeOrType * 8);
        if (type.Kind == BtfKind.Struct && frame.Offset < end)
        {
            CPadding.Write(frame.Offset, end, (int)_placement.AlignmentOf(type.Id), betweenBitfields: false, frame.Level + 1, context, ref output);
        }

        uint unionAlignment = type.Kind == BtfKind.Union && context.IsCorrect ? FillUnion(type, frame, ref output) : 0;
        if (memberCount != 0 || type.SizeOrType != 0)
        {
            output.Write(CIndent.NewLine(frame.Level));
        }

        output.Write('}');
        if (frame.Packed)
        {
            output.Write(" __attribute__((packed))"u8);
        }

        if (unionAlignment > 1)
        {
            output.Write(" __attribute__((aligned("u8);
            output.Write(unionAlignment);
            output.Write(")))"u8);
        }
    }

    /// <summary>Makes a union as large as the data says where its members are smaller: by its alignment where one does, else by a member.</summary>
    /// <returns>The alignment to write; 0 for none.</returns>
    private uint FillUnion(BtfType type, in CTextFrame frame, ref Utf8Writer output)
    {
        ulong largest = 0;
        foreach (BtfMember member in type.AsComposite().Members)
        {
            context.Step();
            int bits = member.EncodedBitfieldSize != 0 ? member.EncodedBitfieldSize : _placement.SizeInBits(context.Btf[member.TypeId]);
            largest = Math.Max(largest, ((ulong)(uint)bits + 7) / 8);
        }

        ulong size = type.SizeOrType;
        ulong natural = frame.Packed ? 1 : Math.Max(1u, _placement.AlignmentOf(type.Id));
        if (largest == 0 || RoundUp(largest, natural) >= size)
        {
            return 0;
        }

        for (ulong alignment = natural * 2; alignment <= MostAlignment; alignment *= 2)
        {
            if (RoundUp(largest, alignment) == size)
            {
                return (uint)alignment;
            }
        }

        output.Write(CIndent.NewLine(frame.Level + 1));
        output.Write("char __size["u8);
        output.Write(type.SizeOrType);
        output.Write("];"u8);
        return 0;
    }

    private static ulong RoundUp(ulong value, ulong multiple) => (value + multiple - 1) / multiple * multiple;

    private void ContinueParameters(ref CTextFrame frame, ref Utf8Writer output)
    {
        BtfElementList<BtfParameter> parameters = context.Btf[frame.Id].AsFunctionPrototype().Parameters;
        if (frame.Next == 0)
        {
            output.Write(frame.Enclosed ? ")("u8 : "("u8);
            if (parameters.Count == 0 || (parameters.Count == 1 && parameters[0].TypeId == 0))
            {
                output.Write("void)"u8);
                _ = _frames.Pop();
                return;
            }
        }

        int level = frame.Level;
        uint id = frame.Id;
        for (int i = frame.Next; i < parameters.Count; i++)
        {
            BtfParameter parameter = parameters[i];
            frame.Next = i + 1;
            context.CheckText(output.Written);
            if (i > 0)
            {
                output.Write(", "u8);
            }

            if (i == parameters.Count - 1 && parameter.TypeId == 0)
            {
                output.Write("..."u8);
            }
            else if (!TryDeclare(parameter.TypeId, id, new CName(parameter.NameOffset, 0), level, ref output))
            {
                return;
            }
        }

        _ = _frames.Pop();
        output.Write(')');
    }

    /// <summary>Writes a declaration; false where a part of it waits on the stack.</summary>
    private bool TryDeclare(uint id, uint referrer, CName name, int level, ref Utf8Writer output)
    {
        int start = _row.Count;
        BtfType type = _row.Extend(id, referrer);
        BtfKind kind = type.Kind;
        if (kind != BtfKind.Void && !Bases.Includes(kind))
        {
            // It has no place in a declaration; what leads to it has none either.
            _row.Cut(start);
            return true;
        }

        _row.WriteQualifiers(start, ref output);
        switch (kind)
        {
            case BtfKind.Void:
                output.Write("void"u8);
                break;
            case BtfKind.Int or BtfKind.Float:
                output.WriteName(context.Name(type.NameOffset));
                break;
            case BtfKind.Struct or BtfKind.Union:
                if (type.NameOffset == 0)
                {
                    _frames.Add(new CTextFrame { Kind = CTextFrameKind.Declarator, Next = start, Level = level, Name = name });
                    OpenComposite(type, level, withTag: true, ref output);
                    return false;
                }

                WriteTag(type, ref output);
                break;
            case BtfKind.Enum or BtfKind.Enum64:
                if (type.NameOffset == 0)
                {
                    CEnum.Write(type, level, context, names, ref output);
                }
                else
                {
                    output.Write("enum "u8);
                    names.Write(names.OfTag(type), ref output);
                }

                break;
            case BtfKind.Fwd:
                WriteTag(type, ref output);
                break;
            default:
                names.Write(names.OfTypedef(type), ref output);
                break;
        }

        return TryFinishDeclarator(start, name, level, lastIsPointer: false, ref output);
    }

    private bool TryFinishDeclarator(int start, CName name, int level, bool lastIsPointer, ref Utf8Writer output)
    {
        bool waits = false;
        while (_row.Count > start)
        {
            BtfType type = context.Btf[_row.Pop()];
            bool isPointer = false;
            switch (type.Kind)
            {
                case BtfKind.Ptr:
                    output.Write(lastIsPointer ? "*"u8 : " *"u8);
                    isPointer = true;
                    break;
                case BtfKind.Const:
                    output.Write(" const"u8);
                    break;
                case BtfKind.Volatile:
                    output.Write(" volatile"u8);
                    break;
                case BtfKind.Restrict:
                    output.Write(" restrict"u8);
                    break;
                case BtfKind.TypeTag:
                    _row.WriteQualifiers(start, ref output);
                    output.Write(type.KindFlag ? " __attribute__(("u8 : " __attribute__((btf_type_tag(\""u8);
                    output.WriteName(context.Name(type.NameOffset));
                    output.Write(type.KindFlag ? "))"u8 : "\")))"u8);
                    break;
                case BtfKind.Array:
                    _row.DropQualifiers(start);
                    bool innermost = _row.Count == start;
                    bool enclosed = !innermost && context.Btf[_row.Last].Kind != BtfKind.Array;
                    if (!innermost && name.Offset != 0 && !lastIsPointer && !context.Name(name.Offset).IsEmpty)
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
                    _row.DropQualifiers(start);
                    bool inside = _row.Count > start;
                    if (inside)
                    {
                        output.Write(" ("u8);
                    }

                    _frames.Add(new CTextFrame { Kind = CTextFrameKind.Parameters, Id = type.Id, Level = level, Enclosed = inside });
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
        if (name.Offset == 0 || (name.Number == 0 && context.Name(name.Offset).IsEmpty))
        {
            return;
        }

        if (!lastIsPointer)
        {
            output.Write(' ');
        }

        names.Write(name, ref output);
    }
}

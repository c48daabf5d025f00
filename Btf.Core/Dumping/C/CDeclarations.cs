using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Writes declarations and definitions as C has them, however deep they nest, without recursion.</summary>
/// <remarks>
/// A declaration is a row of types from the outside in: for <c>char *(*x)[3]</c> pointer, array, pointer, char. Its text starts with the type at the
/// row's end, and goes back. What comes after the name (an array's length, parameters) waits on a stack, as does the rest of a declaration whose base type
/// is written in place, because it has no name. The text is that of libbpf's <c>btf_dump</c>.
/// </remarks>
internal sealed class CDeclarations(CDumpContext context, CNames names)
{
    private const BtfKinds Bases =
        BtfKinds.Int | BtfKinds.Float | BtfKinds.Composite | BtfKinds.AnyEnum | BtfKinds.Fwd | BtfKinds.Typedef;

    private PooledList<uint> _row;
    private PooledList<CTextFrame> _frames;
    private AlignmentIndex? _alignments;

    /// <summary>Starts a dump.</summary>
    public void Begin()
    {
        _alignments = null;
        _row.Count = 0;
        _frames.Count = 0;
    }

    public void Return()
    {
        _alignments = null;
        _row.Return();
        _frames.Return();
    }

    /// <summary>Writes a structure's or union's definition, without the semicolon.</summary>
    public void WriteComposite(BtfType type, ref Utf8Writer output)
    {
        OpenComposite(type, 0, ref output);
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

    /// <summary>Writes an enumeration's definition, without the semicolon.</summary>
    public void WriteEnum(BtfType type, int level, ref Utf8Writer output)
    {
        output.Write("enum"u8);
        if (type.NameOffset != 0)
        {
            output.Write(' ');
            names.Write(names.OfTag(type), ref output);
        }

        BtfElementList<BtfEnumValue> values = type.AsEnum().Values;
        if (values.Count == 0)
        {
            return;
        }

        output.Write(" {"u8);
        bool wide = type.Kind == BtfKind.Enum64;
        bool signed = type.KindFlag;
        bool needsAllBits = false;
        foreach (BtfEnumValue value in values)
        {
            context.CheckText(output.Written);
            output.Write(CIndent.NewLine(level + 1));
            names.Write(names.OfValue(value.NameOffset), ref output);
            output.Write(" = "u8);
            if (wide)
            {
                needsAllBits |= value.UnsignedValue >> 32 != 0;
                WriteWide(value, signed, ref output);
            }
            else if (signed)
            {
                output.Write((int)value.UnsignedValue);
            }
            else
            {
                output.Write((uint)value.UnsignedValue);
            }

            output.Write(',');
        }

        output.Write(CIndent.NewLine(level));
        output.Write('}');
        if (type.SizeOrType == 1)
        {
            output.Write(" __attribute__((mode(byte)))"u8);
        }
        else if (type.SizeOrType == 8 && context.PointerSize == 8 && !needsAllBits)
        {
            // No value makes a compiler take 8 bytes.
            output.Write(" __attribute__((mode(word)))"u8);
        }
    }

    private static void WriteWide(BtfEnumValue value, bool signed, ref Utf8Writer output)
    {
        if (signed)
        {
            output.Write(value.SignedValue);
            output.Write("LL"u8);
        }
        else
        {
            output.Write(value.UnsignedValue);
            output.Write("ULL"u8);
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

    private void OpenComposite(BtfType type, int level, ref Utf8Writer output)
    {
        // As many as one in another as there are types: more are one in itself.
        if ((uint)_frames.Count > 4 * context.NextTypeId)
        {
            context.ThrowLoop(type.Id);
        }

        WriteTag(type, ref output);
        output.Write(" {"u8);
        bool packed = type.Kind == BtfKind.Struct && IsPacked(type);
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
            int start = (int)member.BitOffset;
            if (frame.Offset < start)
            {
                int alignment = frame.Packed ? 1 : (int)AlignmentOf(member.TypeId);
                bool between = frame.AfterBitfield && member.BitfieldSize != 0;
                CPadding.Write(frame.Offset, start, alignment, between, frame.Level + 1, context, ref output);
            }

            context.CheckText(output.Written);
            output.Write(newLine);
            frame.Next = i + 1;
            frame.InMember = true;
            if (!TryDeclare(member.TypeId, frame.Id, new CName(member.NameOffset, 0), frame.Level + 1, ref output))
            {
                return;
            }

            EndMember(member, ref frame, ref output);
        }

        CTextFrame end = _frames.Pop();
        CloseComposite(type, end, members.Count, ref output);
    }

    private void EndMember(BtfMember member, ref CTextFrame frame, ref Utf8Writer output)
    {
        int bits = member.BitfieldSize;
        frame.AfterBitfield = bits != 0;
        frame.InMember = false;
        if (bits != 0)
        {
            output.Write(": "u8);
            output.Write(bits);
        }
        else
        {
            bits = SizeInBits(context.Btf[member.TypeId]);
        }

        frame.Offset = unchecked((int)member.BitOffset + bits);
        output.Write(';');
    }

    private void CloseComposite(BtfType type, in CTextFrame frame, int memberCount, ref Utf8Writer output)
    {
        int end = unchecked((int)type.SizeOrType * 8);
        if (type.Kind == BtfKind.Struct && frame.Offset < end)
        {
            CPadding.Write(frame.Offset, end, (int)AlignmentOf(type.Id), betweenBitfields: false, frame.Level + 1, context, ref output);
        }

        if (memberCount != 0 || type.SizeOrType != 0)
        {
            output.Write(CIndent.NewLine(frame.Level));
        }

        output.Write('}');
        if (frame.Packed)
        {
            output.Write(" __attribute__((packed))"u8);
        }
    }

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
        BtfType type = FindBase(id, referrer);
        BtfKind kind = type.Kind;
        if (kind != BtfKind.Void && !Bases.Includes(kind))
        {
            // It has no place in a declaration; what leads to it has none either.
            _row.Count = start;
            return true;
        }

        WriteQualifiers(start, ref output);
        switch (kind)
        {
            case BtfKind.Void:
                output.Write("void"u8);
                break;
            case BtfKind.Int or BtfKind.Float:
                output.Write(context.Name(type.NameOffset));
                break;
            case BtfKind.Struct or BtfKind.Union:
                if (type.NameOffset == 0)
                {
                    _frames.Add(new CTextFrame { Kind = CTextFrameKind.Declarator, Next = start, Level = level, Name = name });
                    OpenComposite(type, level, ref output);
                    return false;
                }

                WriteTag(type, ref output);
                break;
            case BtfKind.Enum or BtfKind.Enum64:
                if (type.NameOffset == 0)
                {
                    WriteEnum(type, level, ref output);
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

    /// <summary>Puts the types of a declaration on the row, and answers the one at its end.</summary>
    private BtfType FindBase(uint id, uint referrer)
    {
        for (int hops = 0; ; hops++)
        {
            context.Step();
            BtfType type = context.Resolve(id, referrer);
            BtfKind kind = type.Kind;
            if (kind == BtfKind.Array)
            {
                _row.Add(id);
                referrer = id;
                id = type.AsArray().ElementTypeId;
            }
            else if (kind is BtfKind.Ptr or BtfKind.FuncProto || kind.IsModifier())
            {
                _row.Add(id);
                referrer = id;
                id = type.SizeOrType;
            }
            else
            {
                return type;
            }

            if (hops == BtfType.MaxChainLength)
            {
                context.ThrowLoop(id);
            }
        }
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
                    WriteQualifiers(start, ref output);
                    output.Write(type.KindFlag ? " __attribute__(("u8 : " __attribute__((btf_type_tag(\""u8);
                    output.Write(context.Name(type.NameOffset));
                    output.Write(type.KindFlag ? "))"u8 : "\")))"u8);
                    break;
                case BtfKind.Array:
                    DropQualifiers(start);
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
                    DropQualifiers(start);
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

    /// <summary>Takes the qualifiers at the row's end away, and writes them before what they qualify.</summary>
    private void WriteQualifiers(int start, ref Utf8Writer output)
    {
        while (_row.Count > start)
        {
            switch (context.Btf[_row.Last].Kind)
            {
                case BtfKind.Const:
                    output.Write("const "u8);
                    break;
                case BtfKind.Volatile:
                    output.Write("volatile "u8);
                    break;
                case BtfKind.Restrict:
                    output.Write("restrict "u8);
                    break;
                default:
                    return;
            }

            _row.Count--;
        }
    }

    // GCC qualifies an array whose elements are qualified, and marks the type of a function that does not return as volatile. C has neither.
    private void DropQualifiers(int start)
    {
        while (_row.Count > start && context.Btf[_row.Last].Kind.IsModifier())
        {
            _row.Count--;
        }
    }

    private bool IsPacked(BtfType type)
    {
        // One with an alignment has its members at multiples of theirs.
        if (AlignmentOf(type.Id) > 1)
        {
            return false;
        }

        uint most = 1;
        foreach (BtfMember member in type.AsComposite().Members)
        {
            context.Step();
            uint alignment = AlignmentOf(member.TypeId);
            if (alignment != 0 && member.BitfieldSize == 0 && member.BitOffset % (8 * alignment) != 0)
            {
                return true;
            }

            most = Math.Max(most, alignment);
        }

        return type.SizeOrType % most != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint AlignmentOf(uint id) => (_alignments ??= context.Btf.Alignments((int)context.PointerSize)).Of(id);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SizeInBits(BtfType type) =>
        TypeSize.Resolve(type, context.PointerSize, out uint size, out _) == TypeSizeStatus.Done ? unchecked((int)size * 8) : 0;
}

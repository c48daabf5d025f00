namespace Btf.Core;

/// <summary>Writes declarations and definitions in C, nested to any depth, without recursion.</summary>
/// <remarks>
/// The text after the name (an array's length, parameters) waits on a stack, and so does the rest of a declaration whose nameless base type is written in
/// place. The text is that of libbpf's <c>btf_dump</c>.
/// </remarks>
internal sealed partial class CDeclarations(CDumpContext context, CNames names)
{
    private const BtfKinds Bases =
        BtfKinds.Int | BtfKinds.Float | BtfKinds.Composite | BtfKinds.AnyEnum | BtfKinds.Fwd | BtfKinds.Typedef;

    private readonly CPlacement _placement = new(context);
    private readonly CMemberPlan _plan = new(context);
    private CDeclarator _parts;
    private PooledList<CTextFrame> _frames;

    /// <summary>Starts a dump.</summary>
    public void Begin()
    {
        _placement.Forget();
        _parts.Count = 0;
        _frames.Count = 0;
    }

    public void Return()
    {
        _placement.Forget();
        _parts.Return();
        _frames.Return();
    }

    /// <summary>Writes a structure's or union's definition, without the semicolon.</summary>
    public void WriteComposite(BtfType type, ref Utf8Writer output)
    {
        OpenComposite(type, 0, withTag: true, names.Scopes.Open(), ref output);
        Run(ref output);
    }

    /// <summary>Writes a typedef, without the semicolon.</summary>
    public void WriteTypedef(BtfType type, ref Utf8Writer output)
    {
        CName name = names.OfTypedef(type);

        // Old compilers describe it as a typedef of void.
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
    /// <param name="output">Receives the text.</param>
    public void WriteDeclaration(uint id, uint referrer, CName name, ref Utf8Writer output)
    {
        _ = TryDeclare(id, referrer, name, 0, names.Scopes.Open(), ref output);
        Run(ref output);
    }

    /// <summary>Writes the name of a structure or union, as a reference or a declaration.</summary>
    /// <param name="type">The type.</param>
    /// <param name="declared">Whether this is its declaration, which has a comment with the original name if the name was replaced.</param>
    /// <param name="output">Receives the text.</param>
    public void WriteTag(BtfType type, bool declared, ref Utf8Writer output)
    {
        output.Write(CWords.Tag(type));
        if (type.NameOffset != 0 || (type.Kind == BtfKind.Fwd && context.IsCorrect))
        {
            output.Write(' ');
            names.Write(names.OfTag(type), declared, ref output);
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

        names.Scopes.Clear();
        _plan.Clear();
    }

    private void OpenComposite(BtfType type, int level, bool withTag, uint scope, ref Utf8Writer output)
    {
        // If more types are nested than there are types, one contains itself.
        if ((uint)_frames.Count > 4 * context.NextTypeId)
        {
            context.ThrowLoop(type.Id);
        }

        if (withTag)
        {
            WriteTag(type, declared: true, ref output);
        }
        else
        {
            output.Write(CWords.Tag(type));
        }

        output.Write(" {"u8);
        bool packed = (type.Kind == BtfKind.Struct || context.IsCorrect) && _placement.IsPacked(type);
        bool loose = context.IsCorrect && _placement.IsLoose(type);
        packed |= loose;
        int order = 0;
        bool inArms = context.IsCorrect && _plan.NeedsArms(type, packed, out order);
        if (inArms && type.Kind == BtfKind.Struct)
        {
            output.Write(CIndent.NewLine(level + 1));
            output.Write("union {"u8);
            level++;
        }

        _frames.Add(new CTextFrame { Kind = CTextFrameKind.Members, Id = type.Id, Level = level, Packed = packed, Loose = loose, Scope = scope, Order = order, InArms = inArms });
    }

    private void ContinueMembers(ref CTextFrame frame, ref Utf8Writer output)
    {
        BtfType type = context.Btf[frame.Id];
        BtfElementList<BtfMember> members = type.AsComposite().Members;
        ReadOnlySpan<byte> newLine = CIndent.NewLine(frame.Level + 1);
        if (frame.InMember)
        {
            EndMember(members[_plan.IndexOf(frame, frame.Next - 1)], ref frame, ref output);
        }

        for (int i = frame.Next; i < members.Count; i++)
        {
            BtfMember member = members[_plan.IndexOf(frame, i)];
            int start = (int)context.BitOffsetOf(member);
            if (frame.Offset < start && !frame.InArms)
            {
                int alignment = frame.Packed ? 1 : (int)_placement.AlignmentOf(member.TypeId);
                bool between = frame.AfterBitfield && context.BitsOf(member) != 0;
                CPadding.Write(frame.Offset, start, alignment, between, FormOf(type, frame), frame.Level + 1, context, ref output);
            }

            context.CheckText(output.Written);
            output.Write(newLine);
            frame.Next = i + 1;
            if (frame.InArms && !TryOpenArm(member, frame, ref output))
            {
                continue;
            }

            frame.InMember = true;
            if (IsWideFlag(member))
            {
                // A bit-field of C's bool has at most one bit.
                output.Write("unsigned char"u8);
                WriteName(NameOf(member, ref frame), lastIsPointer: false, ref output);
                EndMember(member, ref frame, ref output);
                continue;
            }

            if (TryOpenInPlace(member, frame.Level + 1, frame.Scope, ref output)
                || !TryDeclare(member.TypeId, frame.Id, NameOf(member, ref frame), frame.Level + 1, frame.Scope, ref output))
            {
                return;
            }

            EndMember(member, ref frame, ref output);
        }

        CTextFrame end = _frames.Pop();
        if (end.InArms)
        {
            CloseArms(type, ref end, ref output);
        }
        else
        {
            CloseComposite(type, end, members.Count, ref output);
        }
    }

    /// <summary>Writes the members of a nameless member in place if its type has a name: C has no other way to write it.</summary>
    private bool TryOpenInPlace(BtfMember member, int level, uint scope, ref Utf8Writer output)
    {
        if (!context.IsCorrect || !context.IsNameless(member) || !context.Btf.TryGetType(member.TypeId, out BtfType type) || !type.TryGetUnderlying(out type)
            || type.Kind is not (BtfKind.Struct or BtfKind.Union) || (type.NameOffset == 0 && type.Id == member.TypeId))
        {
            return false;
        }

        OpenComposite(type, level, withTag: false, scope, ref output);
        return true;
    }

    private CPaddingForm FormOf(BtfType type, in CTextFrame frame) =>
        context.IsCorrect ? new CPaddingForm(frame.Packed, (int)Math.Max(1, _placement.AlignmentOf(type.Id)) * 8) : CPaddingForm.Libbpf;

    private bool IsWideFlag(BtfMember member) => context.IsCorrect && context.BitsOf(member) is > 1 and <= 8
        && context.Btf.TryGetType(member.TypeId, out BtfType type) && type.TryGetUnderlying(out type) && type.TryAsInt(out BtfInt number)
        && number.Size == 1 && number.Encoding == BtfIntEncoding.Bool;

    private CName NameOf(BtfMember member, ref CTextFrame frame)
    {
        if (!context.IsCorrect)
        {
            return new CName(member.NameOffset, 0);
        }

        if (context.IsNameless(member))
        {
            // A bit-field needs no name, and a nameless structure is written in place.
            bool mayLackName = context.BitsOf(member) != 0 || BtfKinds.Composite.Includes(context.Resolve(member.TypeId, frame.Id).Kind);
            return mayLackName ? CName.None : names.Scopes.Declare(frame.Scope, member.NameOffset);
        }

        if (!frame.IsReserved && !CIdentifiers.IsFit(context.Name(member.NameOffset)))
        {
            frame.IsReserved = true;
            foreach (BtfMember other in member.DeclaringType.AsComposite().Members)
            {
                names.Scopes.Reserve(frame.Scope, other.NameOffset);
            }
        }

        return names.Scopes.Declare(frame.Scope, member.NameOffset);
    }

    private void EndMember(BtfMember member, ref CTextFrame frame, ref Utf8Writer output)
    {
        int bits = context.BitsOf(member);
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

        frame.Offset = unchecked((int)context.BitOffsetOf(member) + bits);
        output.Write(';');
        if (frame.InArms && context.BitOffsetOf(member) != 0)
        {
            output.Write(" } __attribute__((packed));"u8);
        }
    }

    private void CloseComposite(BtfType type, in CTextFrame frame, int memberCount, ref Utf8Writer output)
    {
        int end = unchecked((int)type.SizeOrType * 8);
        if (type.Kind == BtfKind.Struct && frame.Offset < end)
        {
            CPadding.Write(frame.Offset, end, (int)_placement.AlignmentOf(type.Id), betweenBitfields: false, FormOf(type, frame), frame.Level + 1, context, ref output);
        }

        if (type.Kind == BtfKind.Union && context.IsCorrect)
        {
            FillUnion(type, frame, ref output);
        }

        if (memberCount != 0 || type.SizeOrType != 0)
        {
            output.Write(CIndent.NewLine(frame.Level));
        }

        output.Write('}');
        if (frame.Packed)
        {
            output.Write(" __attribute__((packed"u8);
            if (frame.Loose)
            {
                WriteAlignment(context.PointerSize, ref output);
            }

            output.Write("))"u8);
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
        uint scope = frame.Scope;
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
            else if (!TryDeclare(parameter.TypeId, id, NameOf(parameter, scope), level, scope, ref output))
            {
                return;
            }
        }

        _ = _frames.Pop();
        output.Write(')');
    }

    private CName NameOf(BtfParameter parameter, uint scope)
    {
        uint offset = parameter.NameOffset;
        if (!context.IsCorrect || offset == 0)
        {
            return new CName(offset, 0);
        }

        // A parameter with the name of a typedef would hide the typedef from the following parameters.
        ReadOnlySpan<byte> name = context.Name(offset);
        return name.IsEmpty ? CName.None : names.Scopes.Declare(scope, offset, keep: !names.IsTypedef(name));
    }
}

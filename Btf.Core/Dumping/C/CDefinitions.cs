namespace Btf.Core;

/// <summary>Writes definitions. Before each, it writes the forward declarations and typedefs that the definition needs and that are not written yet.</summary>
/// <remarks>
/// It follows libbpf's rules. A structure is declared forward if another type refers to it before its definition. A typedef is written before the first
/// definition that refers to it, even if that is before the definition of its target.
/// </remarks>
internal sealed class CDefinitions(CDumpContext context, CDeclarations declarations, CNames names)
{
    private PooledList<CEmitFrame> _frames;

    /// <summary>Writes a type's definition, unless it has none or is already written.</summary>
    public void Write(uint id, ref Utf8Writer output)
    {
        context.Current = id;
        _frames.Count = 0;
        if (!TryFinish(id, id, 0, ref output))
        {
            Run(ref output);
        }
    }

    public void Return() => _frames.Return();

    private void Run(ref Utf8Writer output)
    {
        while (_frames.Count > 0)
        {
            ref CEmitFrame frame = ref _frames.Last;
            BtfType type = context.Btf[frame.Id];
            switch (type.Kind)
            {
                case BtfKind.Struct or BtfKind.Union:
                    if (TryFinishMembers(type, ref frame, ref output))
                    {
                        EndComposite(type, _frames.Pop().Container, ref output);
                    }

                    break;
                case BtfKind.FuncProto:
                    if (TryFinishPrototype(type, ref frame, ref output))
                    {
                        _ = _frames.Pop();
                    }

                    break;
                default:
                    if (frame.Next++ != 0 || TryFinish(type.SizeOrType, type.Id, type.Id, ref output))
                    {
                        _ = _frames.Pop();
                        EndTypedef(type, ref output);
                    }

                    break;
            }
        }
    }

    private bool TryFinishMembers(BtfType type, ref CEmitFrame frame, ref Utf8Writer output)
    {
        uint container = type.NameOffset == 0 ? frame.Container : type.Id;
        BtfElementList<BtfMember> members = type.AsComposite().Members;
        for (int i = frame.Next; i < members.Count; i++)
        {
            frame.Next = i + 1;
            if (!TryFinish(members[i].TypeId, type.Id, container, ref output))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryFinishPrototype(BtfType type, ref CEmitFrame frame, ref Utf8Writer output)
    {
        uint container = frame.Container;
        BtfElementList<BtfParameter> parameters = type.AsFunctionPrototype().Parameters;
        for (int i = frame.Next; i <= parameters.Count; i++)
        {
            frame.Next = i + 1;
            if (!TryFinish(i == 0 ? type.SizeOrType : parameters[i - 1].TypeId, type.Id, container, ref output))
            {
                return false;
            }
        }

        return true;
    }

    private void EndComposite(BtfType type, uint container, ref Utf8Writer output)
    {
        ref CTypeFlags flags = ref context.Flags[type.Id];
        flags &= ~CTypeFlags.Emitting;
        if (container == 0)
        {
            declarations.WriteComposite(type, ref output);
            output.Write(";\n\n"u8);
            flags |= CTypeFlags.Emitted;
        }
    }

    private void EndTypedef(BtfType type, ref Utf8Writer output)
    {
        ref CTypeFlags flags = ref context.Flags[type.Id];
        if ((flags & CTypeFlags.ForwardEmitted) == 0)
        {
            WriteTypedef(type, ref output);
        }

        flags = (flags & ~CTypeFlags.Emitting) | CTypeFlags.Emitted;
    }

    /// <summary>Writes what must come before a use of a type, if the type leads straight to an end. If not, pushes a frame and returns false.</summary>
    private bool TryFinish(uint id, uint referrer, uint container, ref Utf8Writer output)
    {
        CTypeFlags[] all = context.Flags;
        for (int hops = 0; ; hops++)
        {
            context.Step();
            if (id < (uint)all.Length && (all[id] & CTypeFlags.Emitted) != 0)
            {
                return true;
            }

            BtfType type = context.Resolve(id, referrer);
            ref CTypeFlags flags = ref all[id];
            switch (type.Kind)
            {
                case BtfKind.Ptr or BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict or BtfKind.TypeTag:
                    referrer = id;
                    id = type.SizeOrType;
                    break;
                case BtfKind.Array:
                    referrer = id;
                    id = type.AsArray().ElementTypeId;
                    break;
                case BtfKind.Struct or BtfKind.Union:
                    return TryFinishComposite(type, ref flags, container, ref output);
                case BtfKind.Typedef:
                    return TryFinishTypedef(type, ref flags, container, ref output);
                case BtfKind.FuncProto:
                    Push(id, container);
                    return false;
                case BtfKind.Int or BtfKind.Float:
                    WriteNumber(type, ref output);
                    flags |= CTypeFlags.Emitted;
                    return true;
                case BtfKind.Enum or BtfKind.Enum64:
                    if (container == 0)
                    {
                        CEnum.Write(type, 0, context, names, ref output);
                        output.Write(";\n\n"u8);
                    }

                    flags |= CTypeFlags.Emitted;
                    return true;
                case BtfKind.Fwd:
                    declarations.WriteTag(type, declared: true, ref output);
                    output.Write(";\n\n"u8);
                    flags |= CTypeFlags.Emitted;
                    return true;
                default:
                    return true;
            }

            if (hops == BtfType.MaxChainLength)
            {
                context.ThrowLoop(referrer);
            }
        }
    }

    private bool TryFinishComposite(BtfType type, ref CTypeFlags flags, uint container, ref Utf8Writer output)
    {
        bool emitting = (flags & CTypeFlags.Emitting) != 0;
        bool anonymous = type.NameOffset == 0;
        if (!emitting && (container == 0 || anonymous))
        {
            flags |= CTypeFlags.Emitting;
            Push(type.Id, container);
            return false;
        }

        if ((flags & CTypeFlags.ForwardEmitted) == 0 && type.Id != container && !anonymous)
        {
            declarations.WriteTag(type, declared: true, ref output);
            output.Write(";\n\n"u8);
            flags |= CTypeFlags.ForwardEmitted;
        }

        return true;
    }

    private bool TryFinishTypedef(BtfType type, ref CTypeFlags flags, uint container, ref Utf8Writer output)
    {
        if ((flags & CTypeFlags.Emitting) == 0)
        {
            flags |= CTypeFlags.Emitting;
            Push(type.Id, container);
            return false;
        }

        if ((flags & CTypeFlags.ForwardEmitted) == 0)
        {
            WriteTypedef(type, ref output);
            flags |= CTypeFlags.ForwardEmitted;
        }

        return true;
    }

    private void WriteTypedef(BtfType type, ref Utf8Writer output)
    {
        // This typedef is built into compilers, and they refuse to have it redefined.
        if (type.Name != "__builtin_va_list"u8)
        {
            declarations.WriteTypedef(type, ref output);
            output.Write(";\n\n"u8);
        }
    }

    private void WriteNumber(BtfType type, ref Utf8Writer output)
    {
        if (!context.IsCorrect)
        {
            if (type.Kind == BtfKind.Int)
            {
                CPolynomials.Write(type, names.OfTag(type), ref output);
            }
        }
        else if ((context.Flags[type.Id] & CTypeFlags.Foreign) != 0)
        {
            CNumbers.WriteTypedef(type, names.OfTypedef(type), context, names, ref output);
            output.Write(";\n\n"u8);
        }
    }

    private void Push(uint id, uint container)
    {
        // If more types wait than there are types, one waits for itself.
        if ((uint)_frames.Count > context.NextTypeId)
        {
            context.ThrowLoop(id);
        }

        _frames.Add(new CEmitFrame { Id = id, Container = container });
    }
}

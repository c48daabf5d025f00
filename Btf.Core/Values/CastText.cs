namespace Btf.Core.Values;

/// <summary>Writes types as in a cast: without qualifiers, and a nameless type as its keyword only.</summary>
/// <remarks>
/// The text is that of libbpf's <c>btf_dump</c>. Parameters are nested declarations: the text after the name of each waits on a stack.
/// </remarks>
internal ref struct CastText
{
    private const int MostFrames = 64;

    private readonly BtfObject _btf;
    private CDeclarator _parts;
    private PooledList<CastFrame> _frames;

    public CastText(BtfObject btf) => _btf = btf;

    public void Return()
    {
        _parts.Return();
        _frames.Return();
    }

    /// <summary>Writes a declaration.</summary>
    /// <param name="id">The type.</param>
    /// <param name="name">The declared name; empty for a cast.</param>
    /// <param name="output">Receives the text.</param>
    /// <param name="budget">Bounds the work.</param>
    /// <param name="error">What is wrong with the data.</param>
    public bool TryWrite(uint id, ReadOnlySpan<byte> name, ref Utf8Writer output, ref ValueBudget budget, ref BtfError error)
    {
        _parts.Count = 0;
        _frames.Count = 0;
        if (!TryBegin(id, name, ref output, ref budget, ref error))
        {
            return false;
        }

        while (_frames.Count > 0)
        {
            ref CastFrame frame = ref _frames.Last;
            if (frame.Next == frame.End)
            {
                _parts.Count = frame.Start;
                _frames.Count--;
            }
            else if (!TryContinue(ref frame, ref output, ref budget, ref error))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryBegin(uint id, ReadOnlySpan<byte> name, ref Utf8Writer output, ref ValueBudget budget, ref BtfError error)
    {
        int start = _parts.Count;
        if (!TryAddParts(id, ref budget, out BtfType end, ref error))
        {
            return false;
        }

        WriteBase(end, ref output);
        bool afterPointer = false;
        bool hasRest = false;
        for (int i = _parts.Count - 1; i >= start; i--)
        {
            BtfKind kind = _btf[_parts[i]].Kind;
            bool isInner = i > start;
            switch (kind)
            {
                case BtfKind.Ptr:
                    output.Write(afterPointer ? "*"u8 : " *"u8);
                    break;
                case BtfKind.Array:
                    output.Write(isInner && !name.IsEmpty && !afterPointer ? " "u8 : default);
                    output.Write(_parts.IsEnclosed(_btf, i, start) ? "("u8 : default);
                    break;
                default:
                    output.Write(isInner ? " ("u8 : default);
                    break;
            }

            // Like libbpf: after an array or function, the inner declarator starts as if after a pointer.
            afterPointer = kind == BtfKind.Ptr || isInner || afterPointer;
            hasRest |= kind != BtfKind.Ptr;
        }

        if (!name.IsEmpty)
        {
            output.Write(afterPointer ? default : " "u8);
            output.WriteName(name);
        }

        // Pointers stand before the name only.
        if (!hasRest)
        {
            _parts.Count = start;
            return true;
        }

        if (_frames.Count == MostFrames)
        {
            error = new BtfError(BtfErrorCode.ReferenceLoop, typeId: id, bound: MostFrames);
            return false;
        }

        _frames.Add(new CastFrame { Start = start, End = _parts.Count, Next = start });
        return true;
    }

    private bool TryContinue(ref CastFrame frame, ref Utf8Writer output, ref ValueBudget budget, ref BtfError error)
    {
        BtfType type = _btf[_parts[frame.Next]];
        bool isInner = frame.Next > frame.Start;
        if (type.TryAsArray(out BtfArray array))
        {
            output.Write(_parts.IsEnclosed(_btf, frame.Next, frame.Start) ? ")["u8 : "["u8);
            output.Write(array.Count);
            output.Write(']');
        }
        else if (type.TryAsFunctionPrototype(out BtfFunctionPrototype prototype))
        {
            BtfElementList<BtfParameter> parameters = prototype.Parameters;
            if (frame.Parameter == 0)
            {
                output.Write(isInner ? ")("u8 : "("u8);
            }

            bool isVoid = parameters.Count == 0 || (parameters.Count == 1 && parameters[0].TypeId == 0);
            if (isVoid)
            {
                output.Write("void"u8);
            }
            else if (frame.Parameter < parameters.Count)
            {
                return TryWriteParameter(ref frame, parameters, ref output, ref budget, ref error);
            }

            output.Write(')');
        }

        frame.Next++;
        frame.Parameter = 0;
        return true;
    }

    private bool TryWriteParameter(
        ref CastFrame frame, BtfElementList<BtfParameter> parameters, ref Utf8Writer output, ref ValueBudget budget, ref BtfError error)
    {
        if (!budget.Allows(output.Written))
        {
            error = new BtfError(BtfErrorCode.TextTooLarge, typeId: _parts[frame.Next]);
            return false;
        }

        int index = frame.Parameter++;
        output.Write(index > 0 ? ", "u8 : default);
        BtfParameter parameter = parameters[index];
        if (parameter.TypeId == 0 && index == parameters.Count - 1)
        {
            output.Write("..."u8);
            return true;
        }

        return TryBegin(parameter.TypeId, NameAt(parameter.NameOffset), ref output, ref budget, ref error);
    }

    private bool TryAddParts(uint id, ref ValueBudget budget, out BtfType end, ref BtfError error)
    {
        uint referrer = id;
        for (int hops = 0; ; hops++)
        {
            if (!_btf.TryGetType(id, out end))
            {
                error = new BtfError(BtfErrorCode.TypeIdOutOfRange, typeId: referrer, found: id, bound: _btf.NextTypeId - 1);
                return false;
            }

            if (!CDeclarator.TryGetInner(end, out uint inner))
            {
                return true;
            }

            if (!end.Kind.IsModifier())
            {
                _parts.Add(id);
            }

            if (hops == BtfType.MaxChainLength || !budget.Take(1))
            {
                error = new BtfError(BtfErrorCode.ReferenceLoop, end.ByteOffset, id, bound: BtfType.MaxChainLength);
                return false;
            }

            referrer = id;
            id = inner;
        }
    }

    private readonly void WriteBase(BtfType type, ref Utf8Writer output)
    {
        ReadOnlySpan<byte> keyword = CWords.Tag(type);
        output.Write(type.IsVoid ? "void"u8 : keyword);
        bool isNamed = type.NameOffset != 0;

        // libbpf leaves the space out only for nameless structures and unions, whose members it could write in place.
        output.Write(!keyword.IsEmpty && (isNamed || type.Kind is BtfKind.Enum or BtfKind.Enum64 or BtfKind.Fwd) ? " "u8 : default);
        output.WriteName(isNamed ? NameAt(type.NameOffset) : default);
    }

    // A name that does not exist is left out, so that the value is still written.
    private readonly ReadOnlySpan<byte> NameAt(uint offset) => _btf.TryReadString(offset, out ReadOnlySpan<byte> name) ? name : default;
}

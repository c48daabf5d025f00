namespace Btf.Core;

/// <summary>Walks a member path step by step, without a heap. <see cref="BtfObject.ResolvePath(string)"/> is a walk to the end.</summary>
internal ref struct BtfPathReader
{
    private const ulong MaxBitOffset = 1UL << 62;

    private readonly BtfObject _scope;
    private PathScanner _scanner;
    private BtfType _type;
    private BtfMember? _member;
    private ulong _bitOffset;
    private int _bitfieldSize;
    private int _segment;
    private bool _started;
    private bool _afterArrow;

    /// <summary>Stands before the start of a path whose first name is a type's.</summary>
    /// <param name="scope">The object that has the type.</param>
    /// <param name="path">The path, in UTF-8.</param>
    public BtfPathReader(BtfObject scope, ReadOnlySpan<byte> path)
    {
        ArgumentNullException.ThrowIfNull(scope);
        _scope = scope;
        _scanner = new PathScanner(path);
    }

    /// <summary>Stands before the start of a path whose first name is a member's. It may also start with an index or with <c>-&gt;</c>.</summary>
    /// <param name="start">The type.</param>
    /// <param name="path">The path, in UTF-8.</param>
    public BtfPathReader(BtfType start, ReadOnlySpan<byte> path)
    {
        _scope = start.Object;
        _scanner = new PathScanner(path);
        _type = start;
        _started = true;
        Root = start;
        IsRelative = true;
        Current = new BtfPathStep(BtfPathStepKind.Start, start, 0, null);
    }

    /// <summary>The step that was walked last.</summary>
    public BtfPathStep Current { get; private set; }

    /// <summary>Why the walk ended before the end of the path.</summary>
    public BtfPathError Error { get; private set; }

    /// <summary>The number of pointers crossed so far.</summary>
    public int PointersCrossed { get; private set; }

    private BtfType Root { get; set; }

    private bool IsRelative { get; }

    /// <summary>Walks the next step.</summary>
    /// <returns>False at the end of the path, and where it leads nowhere: <see cref="Error"/> tells.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool Read()
    {
        // Errors of syntax, and the end, are found without a look at the data. The default value has no object.
        _scope?.ThrowIfDisposed();
        if (!Error.IsNone)
        {
            return false;
        }

        if (!_started)
        {
            return ReadStart();
        }

        int position = _scanner.Position;
        if (_afterArrow || (position == 0 && IsRelative))
        {
            _afterArrow = false;
            return _scanner.TrySkip("->"u8) ? Dereference(position) : _scanner.TrySkip("["u8) ? ReadIndex(position) : ReadMember();
        }

        return !_scanner.IsAtEnd && (
            _scanner.TrySkip("."u8) ? ReadMember(position) :
            _scanner.TrySkip("->"u8) ? Dereference(position) :
            _scanner.TrySkip("["u8) ? ReadIndex(position) : Fail(BtfPathErrorCode.SyntaxError, position..(position + 1), text: "'.', '->' or '[' is missing"));
    }

    /// <summary>What the path leads to, at its end.</summary>
    internal bool TryFinish(out BtfMemberPath result)
    {
        result = default;
        if (!Error.IsNone)
        {
            return false;
        }

        ulong bits = (uint)_bitfieldSize;
        if (bits == 0)
        {
            if (!TryGetSize(_type, out uint size))
            {
                return Fail(BtfPathErrorCode.NoSize, _scanner.Position.._scanner.Position, _type);
            }

            bits = size * 8UL;
        }

        result = new BtfMemberPath(Root, _type, _member, _bitOffset, bits, _bitfieldSize != 0, PointersCrossed);
        return true;
    }

    /// <summary>Ends the walk where the path, given as UTF-16, has no UTF-8 form.</summary>
    internal void FailAtSurrogate()
    {
        _segment = _scanner.CountSegments();
        Fail(BtfPathErrorCode.SyntaxError, _scanner.Length.._scanner.Length, text: "an unpaired surrogate");
    }

    private bool ReadStart()
    {
        _started = true;
        _segment = 1;
        BtfKind keyword = _scanner.TrySkipKeyword("struct"u8) ? BtfKind.Struct : _scanner.TrySkipKeyword("union"u8) ? BtfKind.Union : BtfKind.Void;
        ReadOnlySpan<byte> name = _scanner.ReadName(out Range place);
        if (name.IsEmpty)
        {
            return Fail(BtfPathErrorCode.SyntaxError, place, text: "a type's name is missing");
        }

        BtfPathErrorCode code = PathStart.Find(_scope, name, keyword, out BtfType type);
        if (code != BtfPathErrorCode.None)
        {
            string wanted = keyword switch
            {
                BtfKind.Struct => "struct",
                BtfKind.Union => "union",
                _ => "struct, union, or typedef of one",
            };
            return Fail(code, place, type, text: wanted);
        }

        Root = type;
        return Step(BtfPathStepKind.Start, type, null, 0);
    }

    /// <summary>A member after a dot, which stands at a position of its own and crosses no pointer.</summary>
    private bool ReadMember(int dot)
    {
        _segment++;
        return _type.TryGetUnderlying(out BtfType type) && type.Kind == BtfKind.Ptr
            ? Fail(BtfPathErrorCode.PointerNeedsArrow, dot..(dot + 1), _type)
            : ReadNamed();
    }

    private bool ReadMember()
    {
        _segment++;
        return ReadNamed();
    }

    private bool ReadNamed()
    {
        ReadOnlySpan<byte> name = _scanner.ReadName(out Range place);
        if (name.IsEmpty)
        {
            return Fail(BtfPathErrorCode.SyntaxError, place, text: "a member's name is missing");
        }

        if (!PathStart.TryComplete(_scope, _type, out BtfType complete))
        {
            return Fail(BtfPathErrorCode.BadType, place, _type, _type.Id);
        }

        if (!complete.TryAsComposite(out BtfComposite composite))
        {
            BtfPathErrorCode code = complete.Kind switch
            {
                BtfKind.Fwd => BtfPathErrorCode.IncompleteType,
                BtfKind.Ptr => BtfPathErrorCode.PointerNeedsArrow,
                _ => BtfPathErrorCode.NotComposite,
            };
            return Fail(code, place, _type);
        }

        if (!composite.TryFindMember(name, out BtfMemberLocation location))
        {
            return Fail(BtfPathErrorCode.NoSuchMember, place, complete);
        }

        if (!complete.Object.TryGetType(location.Member.TypeId, out BtfType type))
        {
            return Fail(BtfPathErrorCode.BadType, place, complete, location.Member.TypeId);
        }

        if (!TryAdvance(location.BitOffset))
        {
            return Fail(BtfPathErrorCode.OffsetOverflow, place, complete);
        }

        _member = location.Member;
        return Step(BtfPathStepKind.Member, type, location.Member, location.BitfieldSize);
    }

    private bool Dereference(int arrow)
    {
        Range place = arrow.._scanner.Position;
        if (!_type.TryGetUnderlying(out BtfType pointer))
        {
            return Fail(BtfPathErrorCode.BadType, place, _type, _type.Id);
        }

        if (pointer.Kind != BtfKind.Ptr)
        {
            return Fail(BtfPathErrorCode.NotPointer, place, _type);
        }

        if (!pointer.TryGetTarget(out BtfType target))
        {
            return Fail(BtfPathErrorCode.BadType, place, _type, pointer.SizeOrType);
        }

        PointersCrossed++;
        _afterArrow = true;
        Step(BtfPathStepKind.Dereference, target, null, 0);
        _member = null;
        _bitOffset = 0;
        return true;
    }

    private bool ReadIndex(int bracket)
    {
        bool fits = _scanner.TryReadNumber(out Range place, out uint index);
        if (place.Start.Value == place.End.Value)
        {
            return Fail(BtfPathErrorCode.SyntaxError, place, text: "an index is missing");
        }

        if (!_scanner.TrySkip("]"u8))
        {
            return Fail(BtfPathErrorCode.SyntaxError, _scanner.Position.._scanner.Position, text: "']' is missing");
        }

        if (!fits)
        {
            return Fail(BtfPathErrorCode.NumberOverflow, place);
        }

        if (!_type.TryGetUnderlying(out BtfType type))
        {
            return Fail(BtfPathErrorCode.BadType, place, _type, _type.Id);
        }

        if (!type.TryAsArray(out BtfArray array))
        {
            return Fail(BtfPathErrorCode.NotArray, bracket..(bracket + 1), _type);
        }

        if (index >= array.Count && array.Count != 0)
        {
            return Fail(BtfPathErrorCode.IndexOutOfRange, place, _type, index);
        }

        if (!type.Object.TryGetType(array.ElementTypeId, out BtfType element))
        {
            return Fail(BtfPathErrorCode.BadType, place, _type, array.ElementTypeId);
        }

        if (!TryGetSize(element, out uint size))
        {
            return Fail(BtfPathErrorCode.NoSize, place, element);
        }

        return (ulong)index * size < MaxBitOffset / 8 && TryAdvance((ulong)index * size * 8)
            ? Step(BtfPathStepKind.Index, element, null, 0)
            : Fail(BtfPathErrorCode.OffsetOverflow, place, _type);
    }

    // Pointers have the size of those of the object that the path is resolved in, also where the type is one that it inherits.
    private readonly bool TryGetSize(BtfType type, out uint size) =>
        TypeSize.Resolve(type, (uint)_scope.PointerSizeOrDefault, out size, out _) == TypeSizeStatus.Done;

    private bool TryAdvance(ulong bits)
    {
        _bitOffset += bits;
        return _bitOffset <= MaxBitOffset;
    }

    private bool Step(BtfPathStepKind kind, BtfType type, BtfMember? member, int bitfieldSize)
    {
        _type = type;
        _bitfieldSize = bitfieldSize;
        Current = new BtfPathStep(kind, type, _bitOffset, member);
        return true;
    }

    private bool Fail(BtfPathErrorCode code, Range place, BtfType type = default, ulong found = 0, string? text = null)
    {
        Error = new BtfPathError(code, place, Math.Max(1, _segment), type, _member, found, text);
        return false;
    }
}

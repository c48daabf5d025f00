using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>
/// Walks a member path step by step, without allocating. A program that reads another's memory stops at each pointer on the way and reads the address to
/// continue from. <see cref="BtfObject.ResolvePath(string)"/> walks to the end, and describes the form of a path.
/// </summary>
public ref struct BtfPathReader
{
    /// <summary>The largest offset that a path may reach, in bits.</summary>
    internal const ulong MaxBitOffset = 1UL << 62;

    private const int NoDot = -1;

    private readonly BtfObject _scope;
    private readonly bool _isRelative;
    private readonly BtfType _givenStart;
    private PathScanner _scanner;
    private BtfType _root;
    private BtfType _type;
    private BtfMember _member;
    private bool _hasMember;
    private ulong _bitOffset;
    private ulong _stepBitOffset;
    private BtfPathStepKind _step;
    private int _bitfieldSize;
    private int _segment;
    private int _pointersCrossed;
    private bool _started;
    private bool _afterArrow;
    private bool _failed;
    private bool _hasNamesakes;
    private BtfKind _keyword;
    private long _work;
    private BtfPathError _error;

    /// <summary>Makes a reader that starts before a path that begins with the name of a type.</summary>
    /// <param name="scope">The object that has the type.</param>
    /// <param name="path">The path, in UTF-8.</param>
    public BtfPathReader(BtfObject scope, ReadOnlySpan<byte> path)
    {
        ArgumentNullException.ThrowIfNull(scope);
        _scope = scope;
        _scanner = new PathScanner(path);
    }

    /// <summary>Makes a reader that starts before a path that begins with the name of several types.</summary>
    /// <param name="scope">The object that has the types.</param>
    /// <param name="path">The path, in UTF-8.</param>
    /// <param name="start">The one of these types to start from.</param>
    internal BtfPathReader(BtfObject scope, ReadOnlySpan<byte> path, BtfType start)
        : this(scope, path) => _givenStart = start;

    /// <summary>Makes a reader that starts before a path that begins with a member, an index or <c>-&gt;</c>.</summary>
    /// <param name="start">The type.</param>
    /// <param name="path">The path, in UTF-8.</param>
    public BtfPathReader(BtfType start, ReadOnlySpan<byte> path)
    {
        _scope = start.Object;
        _scanner = new PathScanner(path);
        _type = start;
        _root = start;
        _started = true;
        _isRelative = true;
    }

    /// <summary>The last step; before the first step, the start of a path that begins at a given type.</summary>
    public readonly BtfPathStep Current => new(_step, _type, _stepBitOffset, _hasMember && _step == BtfPathStepKind.Member ? _member : null);

    /// <summary>The reason why the walk ended early; the code is <see cref="BtfPathErrorCode.None"/> if it did not.</summary>
    public readonly BtfPathError Error => _error;

    /// <summary>The type that the path starts from; the default value if none was found.</summary>
    internal readonly BtfType Root => _root;

    /// <summary>Whether the path can also start from other types with its first name.</summary>
    internal readonly bool HasNamesakes => _hasNamesakes;

    /// <summary>Struct or union if the path begins with that word, else void.</summary>
    internal readonly BtfKind Keyword => _keyword;

    /// <summary>The number of members compared.</summary>
    internal readonly long Work => _work;

    /// <summary>Walks the next step.</summary>
    /// <returns>False at the end of the path, and on an error: see <see cref="Error"/>.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool Read()
    {
        // Syntax errors and the end are found without reading the data. The default value has no object.
        _scope?.ThrowIfDisposed();
        if (_failed)
        {
            return false;
        }

        if (!_started)
        {
            return ReadStart();
        }

        int position = _scanner.Position;
        if (_afterArrow || (position == 0 && _isRelative))
        {
            _afterArrow = false;
            return _scanner.TrySkip("->"u8) ? Dereference(position) : _scanner.TrySkip("["u8) ? ReadIndex(position) : ReadMember(NoDot);
        }

        return !_scanner.IsAtEnd && (
            _scanner.TrySkip("."u8) ? ReadMember(position) :
            _scanner.TrySkip("->"u8) ? Dereference(position) :
            _scanner.TrySkip("["u8) ? ReadIndex(position) : Fail(BtfPathErrorCode.SyntaxError, position, position + 1, text: "'.', '->' or '[' is missing"));
    }

    /// <summary>Walks to the end of the path.</summary>
    /// <param name="isWhole">Whether the whole path has a UTF-8 form; if not, this reader has only the part before an unpaired surrogate.</param>
    /// <param name="result">The target of the path.</param>
    /// <param name="error">Why the path leads nowhere.</param>
    /// <returns>Whether the path leads somewhere.</returns>
    internal bool TryReadToEnd(bool isWhole, out BtfMemberPath result, out BtfPathError error)
    {
        if (!isWhole)
        {
            _segment = _scanner.CountSegments();
            Fail(BtfPathErrorCode.SyntaxError, _scanner.Length, _scanner.Length, text: "an unpaired surrogate");
        }

        while (Read())
        {
        }

        ulong bits = (uint)_bitfieldSize;
        if (!_failed && bits == 0)
        {
            if (TryGetSize(_type, out uint size))
            {
                bits = size * 8UL;
            }
            else
            {
                Fail(BtfPathErrorCode.NoSize, _scanner.Position, _scanner.Position, _type);
            }
        }

        // A closed object reads as zeros.
        _scope.ThrowIfClosedMeanwhile();
        error = _error;
        result = _failed ? default : new BtfMemberPath(_root, _type, _hasMember ? _member : null, _bitOffset, bits, _bitfieldSize != 0, _pointersCrossed);
        return !_failed;
    }

    private bool ReadStart()
    {
        _started = true;
        _segment = 1;
        BtfKind keyword = _keyword = _scanner.TrySkipKeyword("struct"u8) ? BtfKind.Struct : _scanner.TrySkipKeyword("union"u8) ? BtfKind.Union : BtfKind.Void;
        ReadOnlySpan<byte> name = _scanner.ReadName(out int start);
        if (name.IsEmpty)
        {
            return Fail(BtfPathErrorCode.SyntaxError, start, _scanner.Position, text: "a type's name is missing");
        }

        BtfPathErrorCode code = FindStart(name, keyword, out BtfType type, out ulong tried);
        if (code != BtfPathErrorCode.None)
        {
            string wanted = keyword switch
            {
                BtfKind.Struct => "struct",
                BtfKind.Union => "union",
                _ => "struct, union or typedef",
            };
            return Fail(code, start, _scanner.Position, type, tried, wanted);
        }

        _root = type;
        return Step(BtfPathStepKind.Start, type, 0);
    }

    private BtfPathErrorCode FindStart(ReadOnlySpan<byte> name, BtfKind keyword, out BtfType type, out ulong tried)
    {
        type = _givenStart;
        tried = 1;
        if (type != default)
        {
            return BtfPathErrorCode.None;
        }

        BtfPathErrorCode code = PathStart.Find(_scope, name, keyword, out type, out bool isOnly, out tried);
        _hasNamesakes = !isOnly;
        return code;
    }

    /// <summary>Reads a member. After a dot, which cannot cross a pointer, takes the dot's place.</summary>
    private bool ReadMember(int dot)
    {
        _segment++;
        bool known = _type.TryGetUnderlying(out BtfType type);
        if (dot != NoDot && known && type.Kind == BtfKind.Ptr)
        {
            return Fail(BtfPathErrorCode.PointerNeedsArrow, dot, dot + 1, _type);
        }

        ReadOnlySpan<byte> name = _scanner.ReadName(out int start);
        if (name.IsEmpty)
        {
            return Fail(BtfPathErrorCode.SyntaxError, start, _scanner.Position, text: "a member's name is missing");
        }

        if (!known)
        {
            return Fail(BtfPathErrorCode.BadType, start, _scanner.Position, _type, _type.Id);
        }

        BtfMemberLocation location;
        if (type.TryAsComposite(out BtfComposite composite))
        {
            if (!MemberSearch.TryFind(composite, name, out location, ref _work))
            {
                return Fail(BtfPathErrorCode.NoSuchMember, start, _scanner.Position, type);
            }
        }
        else if (type.TryAsForward(out BtfForward declaration))
        {
            DeclaredMember found = DeclaredMember.Find(_scope, declaration, name, ref _work);
            if (found.Code != BtfPathErrorCode.None)
            {
                return Fail(found.Code, start, _scanner.Position, found.Code == BtfPathErrorCode.IncompleteType ? _type : found.Type, text: found.Places);
            }

            location = found.Location;
            type = found.Type;
        }
        else
        {
            return Fail(type.Kind == BtfKind.Ptr ? BtfPathErrorCode.PointerNeedsArrow : BtfPathErrorCode.NotComposite, start, _scanner.Position, _type);
        }

        BtfMember member = location.Member;
        if (!member.DeclaringType.Object.TryGetType(member.TypeId, out BtfType memberType))
        {
            return Fail(BtfPathErrorCode.BadType, start, _scanner.Position, type, member.TypeId);
        }

        if (!TryAdvance(location.BitOffset))
        {
            return Fail(BtfPathErrorCode.OffsetOverflow, start, _scanner.Position, type);
        }

        _member = member;
        _hasMember = true;
        return Step(BtfPathStepKind.Member, memberType, location.BitfieldSize);
    }

    private bool Dereference(int arrow)
    {
        int end = _scanner.Position;
        if (!_type.TryGetUnderlying(out BtfType pointer))
        {
            return Fail(BtfPathErrorCode.BadType, arrow, end, _type, _type.Id);
        }

        if (pointer.Kind != BtfKind.Ptr)
        {
            return Fail(BtfPathErrorCode.NotPointer, arrow, end, _type);
        }

        if (!pointer.TryGetTarget(out BtfType target))
        {
            return Fail(BtfPathErrorCode.BadType, arrow, end, _type, pointer.SizeOrType);
        }

        _pointersCrossed++;
        _afterArrow = true;
        Step(BtfPathStepKind.Dereference, target, 0);
        _hasMember = false;
        _bitOffset = 0;
        return true;
    }

    private bool ReadIndex(int bracket)
    {
        bool fits = _scanner.TryReadNumber(out int start, out uint index);
        int end = _scanner.Position;
        if (start == end)
        {
            return Fail(BtfPathErrorCode.SyntaxError, start, end, text: "an index is missing");
        }

        if (!_scanner.TrySkip("]"u8))
        {
            return Fail(BtfPathErrorCode.SyntaxError, end, end, text: "']' is missing");
        }

        if (!fits)
        {
            return Fail(BtfPathErrorCode.NumberOverflow, start, end);
        }

        if (!_type.TryGetUnderlying(out BtfType type))
        {
            return Fail(BtfPathErrorCode.BadType, start, end, _type, _type.Id);
        }

        if (!type.TryAsArray(out BtfArray array))
        {
            return Fail(BtfPathErrorCode.NotArray, bracket, bracket + 1, _type);
        }

        if (index >= array.Count && array.Count != 0)
        {
            return Fail(BtfPathErrorCode.IndexOutOfRange, start, end, _type, index);
        }

        if (!type.Object.TryGetType(array.ElementTypeId, out BtfType element))
        {
            return Fail(BtfPathErrorCode.BadType, start, end, _type, array.ElementTypeId);
        }

        if (!TryGetSize(element, out uint size))
        {
            return Fail(BtfPathErrorCode.NoSize, start, end, element);
        }

        return (ulong)index * size < MaxBitOffset / 8 && TryAdvance((ulong)index * size * 8)
            ? Step(BtfPathStepKind.Index, element, 0)
            : Fail(BtfPathErrorCode.OffsetOverflow, start, end, _type);
    }

    // Pointers have the pointer size of the object that resolves the path, even in types of its bases.
    private readonly bool TryGetSize(BtfType type, out uint size) =>
        TypeSize.Resolve(type, (uint)_scope.PointerSizeOrDefault, out size) == TypeSizeStatus.Done;

    private bool TryAdvance(ulong bits)
    {
        _bitOffset += bits;
        return _bitOffset <= MaxBitOffset;
    }

    private bool Step(BtfPathStepKind kind, BtfType type, int bitfieldSize)
    {
        _step = kind;
        _type = type;
        _stepBitOffset = _bitOffset;
        _bitfieldSize = bitfieldSize;
        return true;
    }

    // Not inlined: the temporary copies of an error would be cleared at the start of each caller.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Fail(BtfPathErrorCode code, int start, int end, BtfType type = default, ulong found = 0, string? text = null)
    {
        _failed = true;
        _error = new BtfPathError(code, start, end, Math.Max(1, _segment), type, _hasMember ? _member : null, found, text);
        return false;
    }
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    private volatile NameIndex? _nameIndex;
    private volatile NameOrder _nameOrder;
    private bool _sorted;

    /// <summary>All types of a name, of this object and its bases, ids ascending.</summary>
    /// <param name="name">
    /// The name, compared byte for byte. The empty name finds the anonymous types of kinds that may be named, by a walk over all types.
    /// </param>
    /// <returns>An enumerable that holds no memory; finding the first type is all that is done before it is enumerated.</returns>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    /// <example>
    /// <code>
    /// foreach (BtfType type in kernel.FindTypes("fib_info"))
    /// {
    ///     Console.WriteLine($"[{type.Id}] {type.Kind}");
    /// }
    /// </code>
    /// </example>
    public BtfTypeMatches FindTypes(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return FindTypes(name.AsSpan());
    }

    /// <inheritdoc cref="FindTypes(string)"/>
    public BtfTypeMatches FindTypes(ReadOnlySpan<char> name)
    {
        using var utf8 = new Utf8Name(name, stackalloc byte[Utf8Name.StackLength]);
        if (utf8.IsValid)
        {
            return FindTypes(utf8.Bytes);
        }

        ThrowIfDisposed();
        return default;
    }

    /// <inheritdoc cref="FindTypes(string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfTypeMatches FindTypes(ReadOnlySpan<byte> name) => new(Find(name));

    /// <summary>The type of a name and a kind; where there are several, the one with the lowest id.</summary>
    /// <param name="name">The name, compared byte for byte; the empty one finds anonymous types.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="type">The type.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public bool TryFindType(string name, BtfKind kind, out BtfType type) => FindTypes(name).TryGetFirst(kind, out type);

    /// <inheritdoc cref="TryFindType(string, BtfKind, out BtfType)"/>
    public bool TryFindType(ReadOnlySpan<char> name, BtfKind kind, out BtfType type) => FindTypes(name).TryGetFirst(kind, out type);

    /// <inheritdoc cref="TryFindType(string, BtfKind, out BtfType)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFindType(ReadOnlySpan<byte> name, BtfKind kind, out BtfType type) => FindTypes(name).TryGetFirst(kind, out type);

    /// <summary>The type of a name and a kind; where there are several, the one with the lowest id.</summary>
    /// <param name="name">The name, compared byte for byte; the empty one finds anonymous types.</param>
    /// <param name="kind">The kind.</param>
    /// <exception cref="KeyNotFoundException">There is no such type.</exception>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    /// <example>
    /// <code>
    /// BtfComposite task = kernel.FindType("task_struct", BtfKind.Struct).AsComposite();
    /// Console.WriteLine($"{task.Size} bytes, {task.Members.Count} members");
    /// </code>
    /// </example>
    public BtfType FindType(string name, BtfKind kind) =>
        TryFindType(name, kind, out BtfType type) ? type : throw NoSuchType(name, kind);

    /// <inheritdoc cref="FindType(string, BtfKind)"/>
    public BtfType FindType(ReadOnlySpan<char> name, BtfKind kind) =>
        TryFindType(name, kind, out BtfType type) ? type : throw NoSuchType(name.ToString(), kind);

    /// <inheritdoc cref="FindType(string, BtfKind)"/>
    public BtfType FindType(ReadOnlySpan<byte> name, BtfKind kind) =>
        TryFindType(name, kind, out BtfType type) ? type : throw NoSuchType(Encoding.UTF8.GetString(name), kind);

    /// <summary>Returns the type of a name that only one type has, whatever its kind.</summary>
    /// <param name="name">The name, compared byte for byte.</param>
    /// <exception cref="KeyNotFoundException">No type has the name.</exception>
    /// <exception cref="InvalidOperationException">Several types have the name: a kind has to be given, or <see cref="FindTypes(string)"/> to be asked.</exception>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public BtfType FindType(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Only(FindTypes(name), name);
    }

    /// <inheritdoc cref="FindType(string)"/>
    public BtfType FindType(ReadOnlySpan<char> name) => Only(FindTypes(name), name);

    /// <inheritdoc cref="FindType(string)"/>
    public BtfType FindType(ReadOnlySpan<byte> name) => TryFindType(name, out BtfType type) ? type : Only(FindTypes(name), Encoding.UTF8.GetString(name));

    /// <summary>Finds the type of a name that only one type has, whatever its kind.</summary>
    /// <param name="name">The name, compared byte for byte.</param>
    /// <param name="type">The type.</param>
    /// <returns>Whether one type has the name: false where none has, and where several have.</returns>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public bool TryFindType(string name, out BtfType type) => FindTypes(name).TryGetOnly(out type);

    /// <inheritdoc cref="TryFindType(string, out BtfType)"/>
    public bool TryFindType(ReadOnlySpan<char> name, out BtfType type) => FindTypes(name).TryGetOnly(out type);

    /// <inheritdoc cref="TryFindType(string, out BtfType)"/>
    public bool TryFindType(ReadOnlySpan<byte> name, out BtfType type) => FindTypes(name).TryGetOnly(out type);

    /// <summary>
    /// Whether this object's own types are in the order of their names, those without a name first, as <c>pahole</c> sorts a kernel's. Found by
    /// one walk over the names; the answer is kept.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool IsSortedByName => Undisposed.CheckNameOrder();

    /// <summary>The types of a name that this object itself holds, without those of its bases.</summary>
    internal BtfTypeMatches FindOwnTypes(ReadOnlySpan<byte> name) => new(NameCursor.Find(this, name, ownOnly: true));

    /// <summary>The index of this object's own names: built by the first caller, while others wait, and published whole. Null where none is to be.</summary>
    internal NameIndex? NameIndex => _nameIndex ?? (_nameLookup == NameLookup.Scan ? null : BuildNameIndex());

    /// <summary>
    /// Whether the types are in the order of their names. Without an index the first look-up does not ask, because a scan is cheaper than the
    /// check; from the second on the answer is known.
    /// </summary>
    internal bool IsKnownToBeSorted
    {
        get
        {
            if (_nameOrder == NameOrder.NotAsked)
            {
                _nameOrder = NameOrder.AskedOnce;
                return false;
            }

            return CheckNameOrder();
        }
    }

    private bool CheckNameOrder()
    {
        // Threads may check at the same time: they come to the same answer.
        if (_nameOrder != NameOrder.Checked)
        {
            bool sorted = SortedNames.Check(this);
            ThrowIfClosedMeanwhile();
            _sorted = sorted;
            _nameOrder = NameOrder.Checked;
        }

        return _sorted;
    }

    /// <summary>The type at a place among this object's own, where it has a name.</summary>
    /// <param name="place">The place, from 0.</param>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    /// <returns>False also where there is no such place, or none any more because the object is closed.</returns>
    internal bool TryGetNamed(uint place, ReadOnlySpan<byte> name, out BtfType type)
    {
        if (place >= _indexLength)
        {
            type = default;
            return false;
        }

        // In bounds: that is what was compared. The index lives as long as its object.
        type = new BtfType(this, _firstTypeId + place, _offsets[place]);
        return type.HasName(name);
    }

    /// <summary>Whether two of this object's own types have the same name, as far as names are hashed.</summary>
    internal bool HaveSameName(uint place, uint other)
    {
        uint name = this[_firstTypeId + place].NameOffset;
        uint otherName = this[_firstTypeId + other].NameOffset;
        if (name == otherName)
        {
            return true;
        }

        bool same = TryReadString(name, out ReadOnlySpan<byte> text, NameHash.MaxLength) && TryReadString(otherName, out ReadOnlySpan<byte> otherText, NameHash.MaxLength)
            && text.SequenceEqual(otherText);
        ThrowIfOwnerClosedMeanwhile(name);
        ThrowIfOwnerClosedMeanwhile(otherName);
        return same;
    }

    /// <summary>The odd hash of each of this object's own types' names; 0 where a type has none, or none that can be read.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="hashes">Takes the hashes.</param>
    /// <returns>How many have one.</returns>
    /// <exception cref="ObjectDisposedException">A base whose strings hold one of the names was closed meanwhile.</exception>
    internal int HashNames(in NameHash hash, Span<uint> hashes)
    {
        uint* offsets = _offsets;
        byte* types = _types;
        byte* strings = _strings;
        uint limit = _stringLimit;
        uint first = _firstStringOffset;
        bool swapped = _header.IsSwapped;
        int named = 0;
        LongNames? longNames = null;
        for (int place = 0; place < hashes.Length; place++)
        {
            // In bounds, as in ReadHead.
            uint nameOffset = Unsafe.ReadUnaligned<uint>(types + offsets[place]);
            nameOffset = swapped ? BinaryPrimitives.ReverseEndianness(nameOffset) : nameOffset;
            uint nameHash = 0;
            if (nameOffset != 0)
            {
                // In bounds, as in ReadString.
                uint start = nameOffset - first;
                bool isOwn = start < limit;
                ReadOnlySpan<byte> name = isOwn
                    ? new ReadOnlySpan<byte>(strings + start, BtfStringTable.LengthOf(ref strings[start], (int)Math.Min(limit - start, NameHash.MaxLength)))
                    : HashedPartOfOther(nameOffset);
                nameHash = name.Length >= NameHash.MaxLength ? hash.OddOf(LongName(nameOffset, longNames ??= new LongNames()))
                    : name.IsEmpty ? 0
                    : hash.OddOf(name);
                named += name.IsEmpty ? 0 : 1;
                if (!isOwn)
                {
                    ThrowIfOwnerClosedMeanwhile(nameOffset);
                }
            }

            hashes[place] = nameHash;
        }

        GC.KeepAlive(this);
        return named;
    }

    /// <summary>Throws where a name that was read may have been zeros, because the object whose strings hold it was closed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowIfOwnerClosedMeanwhile(uint nameOffset)
    {
        // As in ThrowIfClosedMeanwhile.
        Volatile.ReadBarrier();
        PartWithString(nameOffset).ThrowIfDisposed();
    }

    /// <summary>A name that is longer than what is hashed of it. Its bytes are not read.</summary>
    private ReadOnlySpan<byte> LongName(uint nameOffset, LongNames longNames)
    {
        BtfObject owner = PartWithString(nameOffset);

        // In bounds: the length ends within what the limit leaves.
        uint start = nameOffset - owner._firstStringOffset;
        return start >= owner._stringLimit ? default : new ReadOnlySpan<byte>(owner._strings + start, longNames.LengthAt(owner, (int)start));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadOnlySpan<byte> HashedPartOfOther(uint nameOffset) => TryReadString(nameOffset, out ReadOnlySpan<byte> name, NameHash.MaxLength) ? name : default;

    /// <summary>The first place, from one on, whose type has a name offset that a filter has marked; -1 where there is none.</summary>
    internal int FindMarkedName(int place, NameFilter filter)
    {
        uint* offsets = _offsets;
        byte* types = _types;
        bool swapped = _header.IsSwapped;
        int found = -1;
        for (int length = (int)_indexLength; place < length; place++)
        {
            // In bounds, as in ReadHead.
            uint nameOffset = Unsafe.ReadUnaligned<uint>(types + offsets[place]);
            if (filter.MayHave(swapped ? BinaryPrimitives.ReverseEndianness(nameOffset) : nameOffset))
            {
                found = place;
                break;
            }
        }

        GC.KeepAlive(this);
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private NameCursor Find(ReadOnlySpan<byte> name)
    {
        // The common case, without a call, so that the processor works on several look-ups at once: the object has no base, has its index (a closed object
        // has none), and one type or none has the name.
        if (_nameIndex is { } index && _base is null)
        {
            uint id = index.Probe(name);
            if (id - 1 < _rootLength)
            {
                uint offset = _rootOffsets[id];
                if (HasString(ReadHead(offset, 0), name))
                {
                    return new NameCursor(this, new BtfType(this, id, offset));
                }
            }
            else if (id == NameIndex.None && !name.IsEmpty)
            {
                // The index of an object that was closed meanwhile may hold zeros. Closing is announced before they appear.
                Volatile.ReadBarrier();
                if (!_closed)
                {
                    return default;
                }
            }
        }

        return NameCursor.Find(this, name);
    }

    private BtfType Only(BtfTypeMatches types, ReadOnlySpan<char> name)
    {
        if (types.TryGetOnly(out BtfType type))
        {
            return type;
        }

        throw types.TryGetFirst(out _)
            ? new InvalidOperationException($"{types.Count()} types are named '{name}': say which kind is meant.")
            : NoSuchType(name.ToString(), "type");
    }

    private KeyNotFoundException NoSuchType(string name, BtfKind kind) => NoSuchType(name, kind.ToString());

    private KeyNotFoundException NoSuchType(string name, string what)
    {
        // A name may be missing because the object was closed while it was looked for.
        ThrowIfClosedMeanwhile();
        return new KeyNotFoundException($"No {what} is named '{name}'.");
    }

    private NameIndex BuildNameIndex()
    {
        lock (_memory)
        {
            // The lock keeps this object open. Of a base that holds some of the names, the build sees that it is.
            ThrowIfDisposed();
            return _nameIndex ??= NameIndex.Build(this);
        }
    }

    partial void CloseNames()
    {
        _nameIndex?.Close();
        _nameIndex = null;
    }

    partial void IndexNamesAtOpen()
    {
        if (_nameLookup == NameLookup.IndexAtOpen)
        {
            _ = NameIndex;
        }
    }

    partial void AddNameBytes(ref long bytes) => bytes += _nameIndex?.KeptBytes ?? 0;

    private enum NameOrder
    {
        NotAsked,
        AskedOnce,
        Checked,
    }
}

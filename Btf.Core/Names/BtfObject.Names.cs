using System.Runtime.CompilerServices;
using System.Text;

namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    private volatile NameIndex? _nameIndex;
    private volatile NameOrder _nameOrder;
    private bool _sorted;

    /// <summary>Finds all types with a name, in this object and its bases, ids ascending.</summary>
    /// <param name="name">
    /// The name, compared byte for byte. The empty name finds the anonymous types of kinds that may be named, by a walk over all types.
    /// </param>
    /// <returns>An enumerable that holds no memory. The call itself finds only the first type.</returns>
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
    [SkipLocalsInit]
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

    /// <summary>Finds the type with a name and a kind; if there are several, the one with the lowest id.</summary>
    /// <param name="name">The name, compared byte for byte; the empty name finds anonymous types.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="type">The type.</param>
    /// <returns>Whether there is such a type.</returns>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public bool TryFindType(string name, BtfKind kind, out BtfType type) => FindTypes(name).TryGetFirst(kind, out type);

    /// <inheritdoc cref="TryFindType(string, BtfKind, out BtfType)"/>
    public bool TryFindType(ReadOnlySpan<char> name, BtfKind kind, out BtfType type) => FindTypes(name).TryGetFirst(kind, out type);

    /// <inheritdoc cref="TryFindType(string, BtfKind, out BtfType)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFindType(ReadOnlySpan<byte> name, BtfKind kind, out BtfType type) => FindTypes(name).TryGetFirst(kind, out type);

    /// <summary>Returns the type with a name and a kind; if there are several, the one with the lowest id.</summary>
    /// <param name="name">The name, compared byte for byte; the empty name finds anonymous types.</param>
    /// <param name="kind">The kind.</param>
    /// <exception cref="KeyNotFoundException">No type has the name and the kind.</exception>
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

    /// <summary>Returns the type with a name that no other type has, whatever its kind.</summary>
    /// <param name="name">The name, compared byte for byte.</param>
    /// <exception cref="KeyNotFoundException">No type has the name.</exception>
    /// <exception cref="InvalidOperationException">Several types have the name: pass a kind, or use <see cref="FindTypes(string)"/>.</exception>
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

    /// <summary>Finds the type with a name that no other type has, whatever its kind.</summary>
    /// <param name="name">The name, compared byte for byte.</param>
    /// <param name="type">The type.</param>
    /// <returns>Whether exactly one type has the name.</returns>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public bool TryFindType(string name, out BtfType type) => FindTypes(name).TryGetOnly(out type);

    /// <inheritdoc cref="TryFindType(string, out BtfType)"/>
    public bool TryFindType(ReadOnlySpan<char> name, out BtfType type) => FindTypes(name).TryGetOnly(out type);

    /// <inheritdoc cref="TryFindType(string, out BtfType)"/>
    public bool TryFindType(ReadOnlySpan<byte> name, out BtfType type) => FindTypes(name).TryGetOnly(out type);

    /// <summary>
    /// Whether this object's own types are sorted by name, those without a name first, as <c>pahole</c> sorts a kernel's. The first use walks over the names
    /// once; the result is kept.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public bool IsSortedByName => Undisposed.CheckNameOrder();

    /// <summary>Finds this object's own types with a name, without those of its bases.</summary>
    internal BtfTypeMatches FindOwnTypes(ReadOnlySpan<byte> name) => new(BtfTypeMatches.Enumerator.Find(this, name, ownOnly: true));

    /// <summary>
    /// The index of this object's own names; null if the options rule it out. The first thread builds it while others wait; only a complete one is visible.
    /// </summary>
    internal NameIndex? NameIndex => _nameIndex ?? (_nameLookup == NameLookup.Scan ? null : BuildNameIndex());

    /// <summary>
    /// Whether the types are known to be sorted by name. Without a name index, the first look-up does not check, because a scan is cheaper than the check; the
    /// second one checks.
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
        // Several threads may check at the same time: they get the same result.
        if (_nameOrder != NameOrder.Checked)
        {
            bool sorted = SortedNames.Check(this);
            ThrowIfClosedMeanwhile();
            _sorted = sorted;
            _nameOrder = NameOrder.Checked;
        }

        return _sorted;
    }

    /// <summary>Returns the type at a place among this object's own, and whether it has a name.</summary>
    /// <param name="place">The place, from 0.</param>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    /// <returns>Whether it has the name. False also if there is no such place, or another thread has closed the object.</returns>
    internal bool TryGetNamed(uint place, ReadOnlySpan<byte> name, out BtfType type)
    {
        if (place >= _indexLength)
        {
            type = default;
            return false;
        }

        // In bounds: the place was compared with the length. The index lives as long as its object.
        type = new BtfType(this, _firstTypeId + place, _offsets[place]);
        return type.HasName(name);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BtfTypeMatches.Enumerator Find(ReadOnlySpan<byte> name)
    {
        // The usual case has no call, so that the processor works on several look-ups at once: the object has no base, its index is built (a closed object has
        // none), and at most one type has the name.
        if (_nameIndex is { } index && _base is null)
        {
            if (!index.MayHave(name, out uint id))
            {
                // If another thread has closed the object, its index may hold zeros. The flag is set before they can be seen.
                Volatile.ReadBarrier();
                if (!_closed && !name.IsEmpty)
                {
                    return default;
                }
            }
            else if (id - 1 < _rootLength)
            {
                uint offset = _rootOffsets[id];
                if (HasString(ReadHead(offset, 0), name))
                {
                    return new BtfTypeMatches.Enumerator(this, new BtfType(this, id, offset));
                }
            }
        }

        return BtfTypeMatches.Enumerator.Find(this, name);
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
        // The name may be missing because another thread closed the object during the search.
        ThrowIfClosedMeanwhile();
        return new KeyNotFoundException($"No {what} is named '{name}'.");
    }

    private NameIndex BuildNameIndex()
    {
        lock (_memory)
        {
            // The lock keeps this object open. The build checks that bases whose strings hold some of the names are open.
            ThrowIfDisposed();
            return _nameIndex ??= NameIndex.Build(new RecordNames(RecordTable, this));
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

using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>
/// A position among the types with one name in a chain of objects, ids ascending: a base's types come before those of the objects split from it.
/// </summary>
/// <remarks>
/// The cursor keeps no copy of the name, because its current type has the name. So it can be built from a short-lived span, and be stored. In each object it
/// follows either a list of the index or a range of types: sorted ones, or all.
/// </remarks>
internal struct NameCursor
{
    private readonly BtfObject? _chain;
    private BtfType _type;
    private int _position;
    private int _end;
    private uint _onlyOffset;

    // Excluded kinds rather than included ones, so that nearly every look-up makes a cursor of zeros and a type.
    private BtfKinds _excluded;
    private bool _started;

    private NameCursor(BtfObject chain) => _chain = chain;

    /// <summary>Makes a cursor at the type that an index has found.</summary>
    /// <param name="owner">The object, which has no base.</param>
    /// <param name="type">The only type with its name.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NameCursor(BtfObject owner, BtfType type)
    {
        _chain = owner;
        _type = type;
    }

    /// <summary>The type.</summary>
    public readonly BtfType Type => _type;

    /// <summary>Returns a cursor at the first type with a name; the default one if there is none.</summary>
    /// <param name="chain">The last object of the chain.</param>
    /// <param name="name">The name; the empty name finds anonymous types of kinds that may be named.</param>
    /// <param name="ownOnly">Whether to leave out the bases.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static NameCursor Find(BtfObject chain, ReadOnlySpan<byte> name, bool ownOnly = false)
    {
        chain.ThrowIfDisposed();
        var cursor = new NameCursor(chain);
        if (name.IsEmpty ? cursor.MoveToAnonymous(ownOnly ? chain.FirstTypeId : 1) : cursor.EnterFrom(ownOnly ? chain : chain.Root, name))
        {
            return cursor;
        }

        chain.ThrowIfClosedMeanwhile();
        return default;
    }

    /// <summary>Returns the same cursor, without the types of other kinds.</summary>
    public readonly NameCursor OfKinds(BtfKinds kinds)
    {
        NameCursor cursor = this;
        cursor._excluded |= ~kinds;
        return cursor;
    }

    /// <summary>Moves to the first type at the first call, then to the next one; returns false after the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        if (!_started)
        {
            // The look-up has already found the first one.
            _started = true;
            if (_chain is null || _excluded == 0 || !_excluded.Includes(_type.Kind))
            {
                return _chain is not null;
            }
        }

        // A call by value, off the path of a caller that takes only the first match: so the cursor stays in registers until then.
        this = Next(this);
        return _chain is not null;
    }

    /// <summary>Returns a cursor at the next type; the default one after the last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NameCursor Next(NameCursor cursor)
    {
        while (cursor.MoveToNext())
        {
            if (!cursor._excluded.Includes(cursor._type.Kind))
            {
                return cursor;
            }
        }

        cursor._chain?.ThrowIfClosedMeanwhile();
        return new NameCursor { _started = true };
    }

    private bool MoveToNext()
    {
        if (_chain is null)
        {
            return false;
        }

        BtfObject part = _type.Object;
        ReadOnlySpan<byte> name = _type.Name.Bytes;
        return name.IsEmpty ? MoveToAnonymous(_type.Id + 1) : MoveInRun(part, name) || EnterFrom(Next(part), name);
    }

    private bool MoveToAnonymous(uint typeId)
    {
        for (; typeId < _chain!.NextTypeId; typeId++)
        {
            _type = _chain[typeId];
            if (_type.Kind.CanHaveName() && _type.HasName(default))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves to the first type with the name in an object, or in the objects split from it.</summary>
    private bool EnterFrom(BtfObject? part, ReadOnlySpan<byte> name)
    {
        for (; part is not null; part = Next(part))
        {
            _onlyOffset = 0;
            if (part.NameIndex is { } index)
            {
                if (index.TryFind(part, name, out _type, out _position))
                {
                    return true;
                }

                continue;
            }

            if (part.IsKnownToBeSorted)
            {
                SortedNames.FindRange(part, name, out _position, out _end);
            }
            else
            {
                NameScan.FindRange(part, name, out _position, out _end, out _onlyOffset);
            }

            if (MoveInRun(part, name))
            {
                return true;
            }
        }

        return false;
    }

    private bool MoveInRun(BtfObject part, ReadOnlySpan<byte> name)
    {
        if (part.NameIndex is { } index)
        {
            return index.TryFindNext(part, name, ref _position, out _type);
        }

        while (_position < _end)
        {
            BtfType type = part[part.FirstTypeId + (uint)_position++];
            if (_onlyOffset != 0 ? type.NameOffset == _onlyOffset : type.HasName(name))
            {
                _type = type;
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the object of the chain that is split from another; null after the last.</summary>
    private readonly BtfObject? Next(BtfObject part) => _chain!.SplitOf(part);
}

using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>A place among the types of one name in a chain of objects, ids ascending: the base's come before those that are split from it.</summary>
/// <remarks>
/// It keeps no copy of the name, because the type that it stands at has the name. So it can be built from a short-lived span, and be stored. In each
/// object it follows a list of the index, or a run of places: of sorted types, or of all types.
/// </remarks>
internal struct NameCursor
{
    private readonly BtfObject? _chain;
    private BtfType _type;
    private int _position;
    private int _end;
    private uint _onlyOffset;

    // None by default, so that nearly every look-up makes a cursor of zeros and a type.
    private BtfKinds _excluded;
    private bool _started;

    private NameCursor(BtfObject chain) => _chain = chain;

    /// <summary>A cursor at the type that an index has found.</summary>
    /// <param name="owner">The object, which has no base.</param>
    /// <param name="type">The type, which is the only one of its name.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NameCursor(BtfObject owner, BtfType type)
    {
        _chain = owner;
        _type = type;
    }

    /// <summary>The type.</summary>
    public readonly BtfType Type => _type;

    /// <summary>A cursor at the first type of a name; the default one where there is none.</summary>
    /// <param name="chain">The object that ends the chain.</param>
    /// <param name="name">The name; the empty one finds anonymous types of kinds that may be named.</param>
    /// <param name="ownOnly">Whether the bases are left out.</param>
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

    /// <summary>The same, without types that are not of some kinds.</summary>
    public readonly NameCursor OfKinds(BtfKinds kinds)
    {
        NameCursor cursor = this;
        cursor._excluded |= ~kinds;
        return cursor;
    }

    /// <summary>Steps to the first type, and then to the next one each time; false past the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        if (!_started)
        {
            // The look-up has found the first one.
            _started = true;
            if (_chain is null || _excluded == 0 || !_excluded.Includes(_type.Kind))
            {
                return _chain is not null;
            }
        }

        // By value, and not on the path of a caller who takes the first match only: so the walk stays in registers until then.
        this = Next(this);
        return _chain is not null;
    }

    /// <summary>The cursor at the next type; the default one past the last.</summary>
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

    /// <summary>Moves to the first type of the name in an object, or in those that are split from it.</summary>
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

    /// <summary>The object of the chain that is split from another; null past the last.</summary>
    private readonly BtfObject? Next(BtfObject part) => _chain!.SplitOf(part);
}

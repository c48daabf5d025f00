namespace Btf.Core;

/// <summary>Walks over the types of one name in a chain of objects, ids ascending: the base's come before those that are split from it.</summary>
/// <remarks>
/// It keeps no copy of the name, only where the name stands in the strings of the first type that has it. So it can be built from a span that
/// is gone afterwards, and be stored. In each object it looks at a run of places: of the index's entries, of types that are in order, or of all.
/// </remarks>
internal struct NameCursor
{
    private readonly BtfObject? _chain;
    private readonly BtfString _name;
    private readonly uint _hash;
    private BtfObject? _object;
    private NameIndex? _index;
    private uint _onlyOffset;
    private int _position;
    private int _end;

    private NameCursor(BtfObject chain, uint hash, BtfString name)
    {
        _chain = chain;
        _hash = hash;
        _name = name;
    }

    private readonly bool IsAnonymous => _hash == 0;

    /// <summary>A cursor before the first type of a name; the default one, which has none, where there is no such type.</summary>
    public static NameCursor Find(BtfObject chain, ReadOnlySpan<byte> name)
    {
        chain.ThrowIfDisposed();
        if (name.IsEmpty)
        {
            return new NameCursor(chain, 0, default) { _position = 1 };
        }

        var cursor = new NameCursor(chain, NameIndex.HashOf(name), default);
        for (cursor.Enter(Root(chain), name); cursor._object is not null; cursor.Enter(cursor.Next(), name))
        {
            for (int start = cursor._position; cursor.TryNextPlace(out uint place); start = cursor._position)
            {
                BtfType type = cursor._object[cursor._object.FirstTypeId + place];
                if (type.HasName(name))
                {
                    return new NameCursor(chain, cursor._hash, type.Name)
                    {
                        _object = cursor._object,
                        _index = cursor._index,
                        _onlyOffset = cursor._onlyOffset,
                        _position = start,
                        _end = cursor._end,
                    };
                }
            }
        }

        return default;
    }

    /// <summary>Steps to the next type.</summary>
    public bool MoveNext(out BtfType type)
    {
        if (_chain is null)
        {
            type = default;
            return false;
        }

        return IsAnonymous ? MoveNextAnonymous(out type) : MoveNextNamed(out type);
    }

    private bool MoveNextNamed(out BtfType type)
    {
        while (_object is not null)
        {
            while (TryNextPlace(out uint place))
            {
                type = _object[_object.FirstTypeId + place];
                if (HasName(type))
                {
                    return true;
                }
            }

            Enter(Next(), _name.Utf8);
        }

        type = default;
        return false;
    }

    private bool MoveNextAnonymous(out BtfType type)
    {
        while ((uint)_position < _chain!.NextTypeId)
        {
            type = _chain[(uint)_position++];
            if (type.Kind.CanHaveName() && type.HasName(default))
            {
                return true;
            }
        }

        type = default;
        return false;
    }

    // Strings are stored once in practice, so that equal names nearly always share an offset; the format does not promise it.
    private readonly bool HasName(BtfType type) =>
        type.NameOffset == _name.Offset || type.HasName(_name.Utf8);

    /// <summary>The next place of the run whose type may have the name.</summary>
    private bool TryNextPlace(out uint place)
    {
        if (_index is not null)
        {
            return _index.TryNext(_hash, ref _position, _end, out place);
        }

        while (_position < _end)
        {
            place = (uint)_position++;
            if (_onlyOffset == 0 || _object![_object.FirstTypeId + place].NameOffset == _onlyOffset)
            {
                return true;
            }
        }

        place = 0;
        return false;
    }

    private void Enter(BtfObject? next, ReadOnlySpan<byte> name)
    {
        _object = next;
        if (next is null)
        {
            return;
        }

        _onlyOffset = 0;
        _index = next.NameIndex;
        if (_index is not null)
        {
            _index.FindBucket(_hash, out _position, out _end);
        }
        else if (next.IsKnownToBeSorted)
        {
            SortedNames.FindRange(next, name, out _position, out _end);
        }
        else
        {
            NameScan.FindRange(next, name, out _position, out _end, out _onlyOffset);
        }
    }

    private static BtfObject Root(BtfObject chain)
    {
        while (chain.Base is not null)
        {
            chain = chain.Base;
        }

        return chain;
    }

    /// <summary>The object of the chain that is split from the current one; null past the last.</summary>
    private readonly BtfObject? Next()
    {
        BtfObject? next = _object == _chain ? null : _chain;
        while (next is not null && next.Base != _object)
        {
            next = next.Base;
        }

        return next;
    }
}

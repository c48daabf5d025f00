using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>A place among the types of one name in a chain of objects, ids ascending: the base's come before those that are split from it.</summary>
/// <remarks>
/// It keeps no copy of the name: the type that it stands at has it. So it can be built from a span that is gone afterwards, and be stored. In each
/// object it looks at a list of the index's, or at a run of places: of types that are in order, or of all.
/// </remarks>
internal struct NameCursor
{
    private readonly BtfObject? _chain;
    private BtfType _type;
    private int _position;
    private int _end;
    private uint _onlyOffset;

    private NameCursor(BtfObject chain) => _chain = chain;

    /// <summary>A cursor at the type that an index has at a place.</summary>
    /// <param name="owner">The object, which has no base.</param>
    /// <param name="type">The type.</param>
    /// <param name="position">Where the index has the next ones.</param>
    public NameCursor(BtfObject owner, BtfType type, int position)
    {
        _chain = owner;
        _type = type;
        _position = position;
    }

    /// <summary>Whether there is no such type, or the walk is past the last.</summary>
    public readonly bool IsEmpty => _chain is null;

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
        if (name.IsEmpty)
        {
            return cursor.MoveToAnonymous(ownOnly ? chain.FirstTypeId : 1) ? cursor : default;
        }

        return cursor.EnterFrom(ownOnly ? chain : Root(chain), name) ? cursor : default;
    }

    /// <summary>Steps to the next type; false past the last.</summary>
    public bool MoveNext()
    {
        if (_chain is null)
        {
            return false;
        }

        BtfObject part = _type.Object;
        ReadOnlySpan<byte> name = _type.Name.Utf8;
        if (name.IsEmpty ? MoveToAnonymous(_type.Id + 1) : MoveInRun(part, name) || EnterFrom(Next(part), name))
        {
            return true;
        }

        this = default;
        return false;
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

    private static BtfObject Root(BtfObject chain)
    {
        while (chain.Base is not null)
        {
            chain = chain.Base;
        }

        return chain;
    }

    /// <summary>The object of the chain that is split from another; null past the last.</summary>
    private readonly BtfObject? Next(BtfObject part)
    {
        BtfObject? next = part == _chain ? null : _chain;
        while (next is not null && next.Base != part)
        {
            next = next.Base;
        }

        return next;
    }
}

namespace Btf.Core;

/// <summary>
/// Walks over the types of a chain that refer to one type, in the order of their ids: first in the type's own object, then in objects above it.
/// </summary>
internal struct ReferrerCursor
{
    private readonly BtfObject? _chain;
    private readonly uint _typeId;
    private BtfObject? _part;
    private ReferenceIndex? _index;
    private int _position;
    private int _end;

    /// <summary>Starts before the first referrer.</summary>
    /// <param name="chain">The searched object.</param>
    /// <param name="type">A type of its chain. Objects below the type's own cannot refer to it.</param>
    public ReferrerCursor(BtfObject chain, BtfType type)
    {
        chain.ThrowIfDisposed();
        _chain = chain;
        _typeId = type.Id;
        Enter(type.Object);
    }

    /// <summary>Skips the remaining referrers, and returns how many there were.</summary>
    public int Skip()
    {
        int count = 0;
        for (; _part is not null; Enter(Next()))
        {
            count += _end - _position;
        }

        return count;
    }

    /// <summary>Moves to the next referrer.</summary>
    public bool MoveNext(out BtfType type)
    {
        // The types of a base stay readable after the searched object is disposed.
        _chain?.ThrowIfDisposed();
        for (; _part is not null; Enter(Next()))
        {
            if (_position < _end)
            {
                type = _part[_index![_position++]];
                return true;
            }
        }

        _chain?.ThrowIfClosedMeanwhile();
        type = default;
        return false;
    }

    private void Enter(BtfObject? part)
    {
        _part = part;
        if (part is not null)
        {
            _index = part.ReferenceIndex;
            _index.FindRange(_typeId, out _position, out _end);
        }
    }

    /// <summary>Returns the object of the chain above the current one; null after the last.</summary>
    private readonly BtfObject? Next() => _chain!.SplitOf(_part!);
}

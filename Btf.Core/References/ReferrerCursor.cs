namespace Btf.Core;

/// <summary>Walks over the types of a chain of objects that refer to one type, ids ascending: the object that has the type, then what is split from it.</summary>
internal struct ReferrerCursor
{
    private readonly BtfObject? _chain;
    private readonly uint _typeId;
    private BtfObject? _part;
    private ReferenceIndex? _index;
    private int _position;
    private int _end;

    /// <summary>Starts before the first referrer.</summary>
    /// <param name="chain">The object that is asked.</param>
    /// <param name="type">A type of its chain. Objects below the one that has the type cannot refer to it.</param>
    public ReferrerCursor(BtfObject chain, BtfType type)
    {
        chain.ThrowIfDisposed();
        _chain = chain;
        _typeId = type.Id;
        Enter(type.Object);
    }

    /// <summary>Steps over all that is left, and returns how many there were.</summary>
    public int Skip()
    {
        int count = 0;
        for (; _part is not null; Enter(Next()))
        {
            count += _end - _position;
        }

        return count;
    }

    /// <summary>Steps to the next referrer.</summary>
    public bool MoveNext(out BtfType type)
    {
        // A base's types can be read after the object that was asked is disposed.
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

    /// <summary>The object of the chain that is split from the current one; null past the last.</summary>
    private readonly BtfObject? Next() => _chain!.SplitOf(_part!);
}

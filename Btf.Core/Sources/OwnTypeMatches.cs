namespace Btf.Core;

/// <summary>Walks over the types of a name that an object itself holds, without those of its bases.</summary>
internal struct OwnTypeMatches
{
    private readonly BtfObject? _object;
    private readonly bool _isAnonymous;
    private BtfTypeMatches.Enumerator _named;
    private BtfTypeList.Enumerator _all;

    public OwnTypeMatches(BtfObject btf, ReadOnlySpan<byte> name)
    {
        _object = btf;
        _isAnonymous = name.IsEmpty;
        if (_isAnonymous)
        {
            // A search for the anonymous types would walk over the bases too, for each object anew.
            _all = btf.Types.GetEnumerator();
        }
        else
        {
            _named = btf.FindTypes(name).GetEnumerator();
        }
    }

    /// <summary>The type that the walk has reached.</summary>
    public readonly BtfType Current => _isAnonymous ? _all.Current : _named.Current;

    /// <summary>Steps to the next type.</summary>
    public bool MoveNext() => _object is not null && (_isAnonymous ? MoveNextAnonymous() : MoveNextNamed());

    private bool MoveNextNamed()
    {
        while (_named.MoveNext())
        {
            if (_named.Current.Object == _object)
            {
                return true;
            }
        }

        return false;
    }

    private bool MoveNextAnonymous()
    {
        while (_all.MoveNext())
        {
            BtfType type = _all.Current;
            if (type.Kind.CanHaveName() && type.Name.TryGetUtf8(out ReadOnlySpan<byte> name) && name.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }
}

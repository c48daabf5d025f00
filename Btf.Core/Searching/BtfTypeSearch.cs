namespace Btf.Core;

/// <summary>The types whose names match a pattern, ids ascending. See <see cref="BtfObject.SearchTypes"/>.</summary>
/// <remarks>Each enumeration searches anew: it tries every name once before it gives the first type. It allocates nothing but rents a buffer.</remarks>
public readonly struct BtfTypeSearch
{
    private readonly BtfObject _object;
    private readonly BtfNamePattern _pattern;
    private readonly BtfKinds _kinds;

    internal BtfTypeSearch(BtfObject owner, BtfNamePattern pattern, BtfKinds kinds)
    {
        _object = owner;
        _pattern = pattern;
        _kinds = kinds;
    }

    /// <summary>The number of types; found by searching.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (BtfType _ in this)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>Those of the types that are of some kinds. Names that only other kinds have are not tried.</summary>
    /// <param name="kinds">The kinds.</param>
    public BtfTypeSearch OfKinds(BtfKinds kinds) => new(_object, _pattern, _kinds & kinds);

    /// <summary>Searches, and starts before the first type.</summary>
    public Enumerator GetEnumerator() => new(_object, _pattern, _kinds);

    /// <summary>Walks over the types that were found. It holds a rented buffer, which <c>foreach</c> gives back.</summary>
    public struct Enumerator : IDisposable
    {
        private readonly BtfKinds _kinds;
        private BtfTypeList.Enumerator _types;
        private NameSet _names;

        internal Enumerator(BtfObject owner, BtfNamePattern pattern, BtfKinds kinds)
        {
            _kinds = kinds;
            _names = new NameSet(owner);
            foreach (BtfType type in owner.AllTypes)
            {
                if (kinds.Includes(type.Kind))
                {
                    _names.Add(type.NameOffset);
                }
            }

            _names.Keep(pattern);
            _types = owner.AllTypes.GetEnumerator();
        }

        /// <summary>The type that the walk has reached.</summary>
        public readonly BtfType Current => _types.Current;

        /// <summary>Steps to the next type.</summary>
        /// <returns>False past the last one.</returns>
        public bool MoveNext()
        {
            while (_types.MoveNext())
            {
                BtfType type = _types.Current;
                if (_names.Contains(type.NameOffset) && _kinds.Includes(type.Kind))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Gives the buffer back.</summary>
        public void Dispose() => _names.Dispose();
    }
}

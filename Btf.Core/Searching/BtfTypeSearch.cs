using System.Collections;

namespace Btf.Core;

/// <summary>The types whose names match a pattern, ids ascending. See <see cref="BtfObject.SearchTypes"/>.</summary>
/// <remarks>
/// Each enumeration searches anew: it tries every name once before it gives the first type. It allocates nothing but rents a buffer. The default value is
/// empty. Counting or walking after the object is disposed is answered by <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfTypeSearch : IEnumerable<BtfType>
{
    private readonly BtfObject? _object;
    private readonly BtfNamePattern _pattern;
    private readonly BtfKinds _kinds;

    internal BtfTypeSearch(BtfObject owner, BtfNamePattern pattern, BtfKinds kinds)
    {
        _object = owner;
        _pattern = pattern;
        _kinds = kinds;
    }

    /// <summary>The number of types; found by searching.</summary>
    public int Count()
    {
        int count = 0;
        foreach (BtfType _ in this)
        {
            count++;
        }

        return count;
    }

    /// <summary>Those of the types that are of some kinds. Names that only other kinds have are not tried.</summary>
    /// <param name="kinds">The kinds.</param>
    public BtfTypeSearch OfKinds(BtfKinds kinds) => _object is null ? default : new(_object, _pattern, _kinds & kinds);

    /// <summary>Searches, and starts before the first type.</summary>
    public Enumerator GetEnumerator() => _object is null ? default : new(_object, _pattern, _kinds);

    /// <inheritdoc/>
    IEnumerator<BtfType> IEnumerable<BtfType>.GetEnumerator()
    {
        foreach (BtfType element in this)
        {
            yield return element;
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<BtfType>)this).GetEnumerator();

    /// <summary>Walks over the types that were found. It holds a rented buffer, which <c>foreach</c> gives back.</summary>
    public struct Enumerator : IDisposable
    {
        private readonly BtfObject? _object;
        private readonly BtfKinds _kinds;
        private BtfTypeList.Enumerator _types;
        private NameSet _names;

        internal Enumerator(BtfObject owner, BtfNamePattern pattern, BtfKinds kinds)
        {
            _object = owner;
            _kinds = kinds;
            _types = owner.AllTypes.GetEnumerator();
            _names = new NameSet(owner);
            try
            {
                Mark(_names, owner, kinds);
                _names.Keep(pattern);
            }
            catch
            {
                // A regular expression may run out of its time, and the object may be disposed.
                _names.Dispose();
                throw;
            }
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
                if (_names.Contains(type.NameOffset, type.Object) && _kinds.Includes(type.Kind))
                {
                    return true;
                }
            }

            _object?.ThrowIfClosedMeanwhile();
            return false;
        }

        /// <summary>Gives the buffer back.</summary>
        public void Dispose() => _names.Dispose();

        private static void Mark(NameSet names, BtfObject owner, BtfKinds kinds)
        {
            for (BtfObject? part = owner; part is not null; part = part.Base)
            {
                uint end = part.NextStringOffset;
                foreach (BtfType type in part.Types)
                {
                    if (kinds.Includes(type.Kind))
                    {
                        names.Add(type.NameOffset, end);
                    }
                }
            }
        }
    }
}

namespace Btf.Core;

/// <summary>The members, or the enumeration values, whose names match a pattern. See <see cref="BtfObject.SearchMembers"/>.</summary>
/// <typeparam name="T">The view of an element.</typeparam>
/// <remarks>Each enumeration searches anew: it tries every name once before it gives the first element. It allocates nothing but rents a buffer.</remarks>
public readonly struct BtfElementSearch<T>
    where T : struct, IBtfElement<T>
{
    private readonly BtfObject _object;
    private readonly BtfNamePattern _pattern;
    private readonly BtfKinds _kinds;

    internal BtfElementSearch(BtfObject owner, BtfNamePattern pattern, BtfKinds kinds)
    {
        _object = owner;
        _pattern = pattern;
        _kinds = kinds;
    }

    /// <summary>The number of elements; found by searching.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (T _ in this)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>Searches, and starts before the first element.</summary>
    public Enumerator GetEnumerator() => new(_object, _pattern, _kinds);

    /// <summary>Walks over the elements that were found, by their types' ids ascending. It holds a rented buffer, which <c>foreach</c> gives back.</summary>
    public struct Enumerator : IDisposable
    {
        private readonly BtfObject _object;
        private ElementWalk<T> _elements;
        private NameSet _names;

        internal Enumerator(BtfObject owner, BtfNamePattern pattern, BtfKinds kinds)
        {
            _object = owner;
            _names = new NameSet(owner);
            var all = new ElementWalk<T>(owner, kinds);
            while (all.MoveNext())
            {
                _names.Add(T.NameOffsetOf(all.Current));
            }

            _names.Keep(pattern);
            _elements = new ElementWalk<T>(owner, kinds);
        }

        /// <summary>The element that the walk has reached.</summary>
        public readonly T Current => _elements.Current;

        /// <summary>Steps to the next element.</summary>
        /// <returns>False past the last one.</returns>
        public bool MoveNext()
        {
            // A base's elements can be read after the object that was searched is disposed.
            _object.ThrowIfDisposed();
            while (_elements.MoveNext())
            {
                if (_names.Contains(T.NameOffsetOf(_elements.Current)))
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

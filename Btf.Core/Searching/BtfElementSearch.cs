using System.Collections;

namespace Btf.Core;

/// <summary>The members, or the enumeration values, whose names match a pattern. See <see cref="BtfObject.SearchMembers"/>.</summary>
/// <typeparam name="T">The view of an element.</typeparam>
/// <remarks>
/// Each enumeration searches anew: it tries every name once before it gives the first element. It allocates nothing but rents a buffer. The default value
/// is empty. Counting or walking after the object is disposed is answered by <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfElementSearch<T> : IEnumerable<T>
    where T : struct, IBtfElement<T>
{
    private readonly BtfObject? _object;
    private readonly BtfNamePattern _pattern;
    private readonly BtfKinds _kinds;

    internal BtfElementSearch(BtfObject owner, BtfNamePattern pattern, BtfKinds kinds)
    {
        _object = owner;
        _pattern = pattern;
        _kinds = kinds;
    }

    /// <summary>The number of elements; found by searching.</summary>
    public int Count()
    {
        int count = 0;
        foreach (T _ in this)
        {
            count++;
        }

        return count;
    }

    /// <summary>Searches, and starts before the first element.</summary>
    public Enumerator GetEnumerator() => _object is null ? default : new(_object, _pattern, _kinds);

    /// <inheritdoc/>
    IEnumerator<T> IEnumerable<T>.GetEnumerator()
    {
        foreach (T element in this)
        {
            yield return element;
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    /// <summary>Walks over the elements that were found, by their types' ids ascending. It holds a rented buffer, which <c>foreach</c> gives back.</summary>
    public struct Enumerator : IDisposable
    {
        private readonly BtfObject? _object;
        private ElementWalk<T> _elements;
        private NameSet _names;

        internal Enumerator(BtfObject owner, BtfNamePattern pattern, BtfKinds kinds)
        {
            _object = owner;
            _elements = new ElementWalk<T>(owner, kinds);
            _names = new NameSet(owner);
            try
            {
                Mark(_names, _elements);
                _names.Keep(pattern);
            }
            catch
            {
                // A regular expression may run out of its time, and the object may be disposed.
                _names.Dispose();
                throw;
            }
        }

        /// <summary>The element that the walk has reached.</summary>
        public readonly T Current => _elements.Current;

        /// <summary>Steps to the next element.</summary>
        /// <returns>False past the last one.</returns>
        public bool MoveNext()
        {
            // A base's elements can be read after the object that was searched is disposed.
            _object?.ThrowIfDisposed();
            while (_elements.MoveNext())
            {
                if (_names.Contains(T.NameOffsetOf(_elements.Current), _elements.Owner))
                {
                    return true;
                }
            }

            _object?.ThrowIfClosedMeanwhile();
            return false;
        }

        /// <summary>Gives the buffer back.</summary>
        public void Dispose() => _names.Dispose();

        private static void Mark(NameSet names, ElementWalk<T> all)
        {
            while (all.MoveNext())
            {
                names.Add(T.NameOffsetOf(all.Current), all.Owner.NextStringOffset);
            }
        }
    }
}

using System.Collections;

namespace Btf.Core;

/// <summary>The members or enumeration values whose names match a pattern. See <see cref="BtfObject.SearchMembers"/>.</summary>
/// <typeparam name="T">The view of an element.</typeparam>
/// <remarks>
/// Each enumeration repeats the search: it tries every name once before it returns the first element. It allocates nothing, but rents a buffer. The default
/// value is empty. Counting and enumerating throw <see cref="ObjectDisposedException"/> once the object is disposed.
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

    /// <summary>Returns the number of elements, by searching them.</summary>
    public int Count()
    {
        int count = 0;
        foreach (T _ in this)
        {
            count++;
        }

        return count;
    }

    /// <summary>Searches, and returns an enumerator that starts before the first element.</summary>
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

    /// <summary>Enumerates the elements found, by ascending ids of their types. It holds a rented buffer, which <c>foreach</c> returns.</summary>
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
                if (!_names.TryAddAll(pattern.Beginning))
                {
                    Mark(_names, _elements);
                    _names.Keep(pattern);
                }
            }
            catch
            {
                // A regular expression may time out, and another thread may dispose the object.
                _names.Dispose();
                throw;
            }
        }

        /// <summary>The current element.</summary>
        public readonly T Current => _elements.Current;

        /// <summary>Moves to the next element.</summary>
        /// <returns>False after the last one.</returns>
        public bool MoveNext()
        {
            // Elements of a base stay readable after the searched object is disposed, so this must check.
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

        /// <summary>Returns the buffer.</summary>
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

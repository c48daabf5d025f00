using System.Collections;

namespace Btf.Core;

/// <summary>
/// The types with one name in a collection: those of the base first, then each other object's own types. See
/// <see cref="BtfCollection.FindTypes(string)"/>. The default value is empty.
/// </summary>
/// <remarks>Counting and enumerating throw <see cref="ObjectDisposedException"/> once the collection is disposed.</remarks>
public readonly struct BtfCollectionMatches : IEnumerable<BtfCollectionMatch>
{
    private readonly BtfCollection? _collection;
    private readonly CollectionContent? _content;
    private readonly BtfString _name;
    private readonly int _first;

    internal BtfCollectionMatches(BtfCollection collection, CollectionContent content, BtfString name, int first)
    {
        _collection = collection;
        _content = content;
        _name = name;
        _first = first;
    }

    /// <summary>Returns the number of types, by enumerating them.</summary>
    public int Count()
    {
        int count = 0;
        foreach (BtfCollectionMatch _ in this)
        {
            count++;
        }

        return count;
    }

    /// <summary>Finds the first type of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="match">The type and its object's name.</param>
    /// <returns>Whether there is a type of the kind. Objects after it are not opened.</returns>
    internal bool TryGetFirst(BtfKind kind, out BtfCollectionMatch match)
    {
        foreach (BtfCollectionMatch candidate in this)
        {
            if (candidate.Type.Kind == kind)
            {
                match = candidate;
                return true;
            }
        }

        match = default;
        return false;
    }

    /// <summary>Returns an enumerator that starts before the first type. It opens objects when it reaches them.</summary>
    public Enumerator GetEnumerator() => new(_collection, _content, _name, _first);

    /// <inheritdoc/>
    IEnumerator<BtfCollectionMatch> IEnumerable<BtfCollectionMatch>.GetEnumerator()
    {
        foreach (BtfCollectionMatch element in this)
        {
            yield return element;
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<BtfCollectionMatch>)this).GetEnumerator();

    /// <summary>Enumerates the types with a name.</summary>
    public struct Enumerator
    {
        private readonly BtfCollection? _collection;
        private readonly BtfString _name;
        private BtfCollection.Enumerator _objects;
        private BtfTypeMatches.Enumerator _types;

        internal Enumerator(BtfCollection? collection, CollectionContent? content, BtfString name, int first)
        {
            _collection = collection;
            _name = name;
            _objects = new BtfCollection.Enumerator(collection, content, first, content?.Slots.Length ?? 0);
        }

        /// <summary>The current type.</summary>
        public readonly BtfCollectionMatch Current => new(_objects.Current.Name, _types.Current);

        /// <summary>Moves to the next type.</summary>
        /// <returns>False after the last one.</returns>
        /// <exception cref="ObjectDisposedException">The collection is disposed, or the object of the first type with the name.</exception>
        public bool MoveNext()
        {
            // The types of a lent object stay readable after the collection is disposed, so this must check.
            _collection?.ThrowIfDisposed();
            while (!_types.MoveNext())
            {
                if (!_objects.MoveNext())
                {
                    return false;
                }

                _types = _collection!.FindTypes(_objects.Current.Object, _name.Bytes).GetEnumerator();
            }

            return true;
        }
    }
}

namespace Btf.Core;

/// <summary>The types of one name, ids ascending. See <see cref="BtfObject.FindTypes(string)"/>. The default value is empty.</summary>
public readonly struct BtfTypeMatches
{
    private readonly NameCursor _cursor;

    internal BtfTypeMatches(NameCursor cursor) => _cursor = cursor;

    /// <summary>The number of types; found by walking over them.</summary>
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

    /// <summary>The first type of a kind, which has the lowest id.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="type">The type.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetFirst(BtfKind kind, out BtfType type)
    {
        NameCursor cursor = _cursor;
        while (cursor.MoveNext(out type))
        {
            if (type.Kind == kind)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Starts before the first type.</summary>
    public Enumerator GetEnumerator() => new(_cursor);

    /// <summary>Walks over the types of a name.</summary>
    public struct Enumerator
    {
        private NameCursor _cursor;
        private BtfType _current;

        internal Enumerator(NameCursor cursor) => _cursor = cursor;

        /// <summary>The type that the walk has reached.</summary>
        public readonly BtfType Current => _current;

        /// <summary>Steps to the next type.</summary>
        /// <returns>False past the last one.</returns>
        public bool MoveNext() => _cursor.MoveNext(out _current);
    }
}

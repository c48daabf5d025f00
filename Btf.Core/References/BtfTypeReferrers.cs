using System.Collections;

namespace Btf.Core;

/// <summary>The types that refer to one type, ids ascending, each once. See <see cref="BtfObject.FindReferrers"/>. The default value is empty.</summary>
/// <remarks>Counting or walking after the object is disposed is answered by <see cref="ObjectDisposedException"/>.</remarks>
public readonly struct BtfTypeReferrers : IEnumerable<BtfType>
{
    private readonly BtfObject? _chain;
    private readonly BtfType _type;

    internal BtfTypeReferrers(BtfObject chain, BtfType type)
    {
        _chain = chain;
        _type = type;
    }

    /// <summary>The number of referrers, told by the index without a walk.</summary>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public int Count() => Cursor().Skip();

    /// <summary>Starts before the first referrer.</summary>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public Enumerator GetEnumerator() => new(Cursor());

    private ReferrerCursor Cursor() => _chain is null ? default : new ReferrerCursor(_chain, _type);

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

    /// <summary>Walks over the referrers of a type.</summary>
    public struct Enumerator
    {
        private ReferrerCursor _cursor;
        private BtfType _current;

        internal Enumerator(ReferrerCursor cursor) => _cursor = cursor;

        /// <summary>The referrer that the walk has reached.</summary>
        public readonly BtfType Current => _current;

        /// <summary>Steps to the next referrer.</summary>
        /// <returns>False past the last one.</returns>
        /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
        public bool MoveNext() => _cursor.MoveNext(out _current);
    }
}

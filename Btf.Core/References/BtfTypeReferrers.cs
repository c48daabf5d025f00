using System.Collections;

namespace Btf.Core;

/// <summary>
/// The types that refer to one type, in the order of their ids, each once. See <see cref="BtfObject.FindReferrers"/>. The default value is empty.
/// </summary>
/// <remarks>Counting and enumerating throw <see cref="ObjectDisposedException"/> once the object is disposed.</remarks>
public readonly struct BtfTypeReferrers : IEnumerable<BtfType>
{
    private readonly BtfObject? _chain;
    private readonly BtfType _type;

    internal BtfTypeReferrers(BtfObject chain, BtfType type)
    {
        _chain = chain;
        _type = type;
    }

    /// <summary>Returns the number of referrers, which the index knows without a walk.</summary>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public int Count() => Cursor().Skip();

    /// <summary>Returns an enumerator that starts before the first referrer.</summary>
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

    /// <summary>Enumerates the referrers of a type.</summary>
    public struct Enumerator
    {
        private ReferrerCursor _cursor;
        private BtfType _current;

        internal Enumerator(ReferrerCursor cursor) => _cursor = cursor;

        /// <summary>The current referrer.</summary>
        public readonly BtfType Current => _current;

        /// <summary>Moves to the next referrer.</summary>
        /// <returns>False after the last referrer.</returns>
        /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
        public bool MoveNext() => _cursor.MoveNext(out _current);
    }
}

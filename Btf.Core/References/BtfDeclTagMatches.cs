using System.Collections;

namespace Btf.Core;

/// <summary>
/// The declaration tags on one type, in the order of their ids. See <see cref="BtfObject.FindDeclTags(BtfType)"/>. The default value is empty.
/// </summary>
/// <remarks>Counting and enumerating throw <see cref="ObjectDisposedException"/> once the object is disposed.</remarks>
public readonly struct BtfDeclTagMatches : IEnumerable<BtfDeclTag>
{
    private readonly BtfTypeReferrers _referrers;
    private readonly int? _componentIndex;

    internal BtfDeclTagMatches(BtfTypeReferrers referrers, int? componentIndex)
    {
        _referrers = referrers;
        _componentIndex = componentIndex;
    }

    /// <summary>Returns the number of tags, by enumerating them.</summary>
    public int Count()
    {
        int count = 0;
        foreach (BtfDeclTag _ in this)
        {
            count++;
        }

        return count;
    }

    /// <summary>Returns an enumerator that starts before the first tag.</summary>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public Enumerator GetEnumerator() => new(_referrers.GetEnumerator(), _componentIndex);

    /// <inheritdoc/>
    IEnumerator<BtfDeclTag> IEnumerable<BtfDeclTag>.GetEnumerator()
    {
        foreach (BtfDeclTag element in this)
        {
            yield return element;
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<BtfDeclTag>)this).GetEnumerator();

    /// <summary>Enumerates declaration tags.</summary>
    public struct Enumerator
    {
        private readonly int? _componentIndex;
        private BtfTypeReferrers.Enumerator _referrers;
        private BtfDeclTag _current;

        internal Enumerator(BtfTypeReferrers.Enumerator referrers, int? componentIndex)
        {
            _referrers = referrers;
            _componentIndex = componentIndex;
        }

        /// <summary>The current tag.</summary>
        public readonly BtfDeclTag Current => _current;

        /// <summary>Moves to the next tag.</summary>
        /// <returns>False after the last tag.</returns>
        /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
        public bool MoveNext()
        {
            while (_referrers.MoveNext())
            {
                if (_referrers.Current.TryAsDeclTag(out _current) &&
                    (_componentIndex is null || _current.ComponentIndex == _componentIndex.GetValueOrDefault()))
                {
                    return true;
                }
            }

            return false;
        }
    }
}

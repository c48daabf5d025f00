using System.Collections;

namespace Btf.Core;

/// <summary>A type, its target, the target's target, and so on. See <see cref="BtfType.Chain"/>.</summary>
/// <remarks>Enumerating throws <see cref="ObjectDisposedException"/> once the object is disposed.</remarks>
public readonly struct BtfTypeChain : IEnumerable<BtfType>
{
    private readonly BtfType _start;

    internal BtfTypeChain(BtfType start) => _start = start;

    /// <summary>Returns the last type of the chain, which refers to nothing.</summary>
    /// <exception cref="BtfFormatException">An id on the way does not exist, or the chain is a loop.</exception>
    public BtfType Last()
    {
        BtfType last = _start;
        foreach (BtfType type in this)
        {
            last = type;
        }

        return last;
    }

    /// <summary>Returns an enumerator that starts before the type itself.</summary>
    public Enumerator GetEnumerator() => new(_start);

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

    /// <summary>Enumerates a chain.</summary>
    public struct Enumerator
    {
        private BtfType _current;
        private int _hops;

        internal Enumerator(BtfType start)
        {
            _current = start;
            _hops = -1;
        }

        /// <summary>The current type.</summary>
        public readonly BtfType Current => _current;

        /// <summary>Moves to the next type.</summary>
        /// <returns>False after the last one.</returns>
        /// <exception cref="BtfFormatException">The next id does not exist, or the chain is a loop.</exception>
        public bool MoveNext()
        {
            if (_hops < 0)
            {
                _hops = 0;
                return true;
            }

            if (!_current.Kind.HasTarget())
            {
                return false;
            }

            if (_hops++ == BtfType.MaxChainLength)
            {
                BtfType.ThrowLoop(_current);
            }

            _current = _current.Resolve(_current.SizeOrType, RecordFormat.SizeOrTypeField);
            return true;
        }
    }
}

namespace Btf.Core;

/// <summary>A type and all that it refers to, one after the other. See <see cref="BtfType.Chain"/>.</summary>
/// <remarks>Counting or walking after the object is disposed is answered by <see cref="ObjectDisposedException"/>.</remarks>
public readonly struct BtfTypeChain
{
    private readonly BtfType _start;

    internal BtfTypeChain(BtfType start) => _start = start;

    /// <summary>The last type of the chain, which refers to nothing.</summary>
    /// <exception cref="BtfFormatException">An id on the way does not exist, or the chain is a loop.</exception>
    public BtfType End
    {
        get
        {
            BtfType end = _start;
            foreach (BtfType type in this)
            {
                end = type;
            }

            return end;
        }
    }

    /// <summary>Starts at the type itself.</summary>
    public Enumerator GetEnumerator() => new(_start);

    /// <summary>Walks a chain.</summary>
    public struct Enumerator
    {
        private BtfType _current;
        private int _hops;

        internal Enumerator(BtfType start)
        {
            _current = start;
            _hops = -1;
        }

        /// <summary>The type that the walk has reached.</summary>
        public readonly BtfType Current => _current;

        /// <summary>Steps to the next type.</summary>
        /// <returns>False past the last one.</returns>
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

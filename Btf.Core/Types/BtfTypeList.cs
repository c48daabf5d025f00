using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The types of a range of ids, ascending. See <see cref="BtfObject.Types"/> and <see cref="BtfObject.AllTypes"/>.</summary>
/// <remarks>Counting or walking after the object is disposed is answered by <see cref="ObjectDisposedException"/>.</remarks>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is a list of types, in their order.")]
public readonly struct BtfTypeList : IReadOnlyCollection<BtfType>
{
    private readonly BtfObject _object;
    private readonly uint _first;
    private readonly uint _end;

    internal BtfTypeList(BtfObject owner, uint first, uint end)
    {
        _object = owner;
        _first = first;
        _end = end;
    }

    /// <summary>The number of types, as it was when the list was taken: it is told also after the object is disposed, when no type can be read.</summary>
    public int Count => (int)(_end - _first);

    /// <summary>Starts before the first type.</summary>
    public Enumerator GetEnumerator() => new(_object, _first, _end);

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

    /// <summary>Walks over types.</summary>
    public struct Enumerator
    {
        private readonly BtfObject _object;
        private readonly uint _end;
        private uint _next;

        internal Enumerator(BtfObject owner, uint first, uint end)
        {
            _object = owner;
            _next = first;
            _end = end;
        }

        /// <summary>The type that the walk has reached.</summary>
        public readonly BtfType Current
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => _object[_next - 1];
        }

        /// <summary>Steps to the next type.</summary>
        /// <returns>False past the last one.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            if (_next >= _end)
            {
                return false;
            }

            _next++;
            return true;
        }
    }
}

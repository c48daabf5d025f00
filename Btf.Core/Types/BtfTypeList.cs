using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The types in a range of ids, ascending. See <see cref="BtfObject.Types"/> and <see cref="BtfObject.AllTypes"/>.</summary>
/// <remarks>Once the object is disposed, <see cref="Count"/> keeps its value, and enumerating throws <see cref="ObjectDisposedException"/>.</remarks>
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

    /// <summary>The number of types. It does not change when the object is disposed.</summary>
    public int Count => (int)(_end - _first);

    /// <summary>Returns an enumerator that starts before the first type.</summary>
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

    /// <summary>Enumerates the types.</summary>
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

        /// <summary>The current type.</summary>
        public readonly BtfType Current
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => _object[_next - 1];
        }

        /// <summary>Moves to the next type.</summary>
        /// <returns>False after the last one.</returns>
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

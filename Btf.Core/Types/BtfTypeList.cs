using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The types of a range of ids, ascending. See <see cref="BtfObject.Types"/> and <see cref="BtfObject.AllTypes"/>.</summary>
/// <remarks>Counting or walking after the object is disposed is answered by <see cref="ObjectDisposedException"/>.</remarks>
public readonly struct BtfTypeList
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

    /// <summary>A type by its place in the list, not by its id.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public BtfType this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _object[_first + (uint)index];
        }
    }

    /// <summary>Starts before the first type.</summary>
    public Enumerator GetEnumerator() => new(_object, _first, _end);

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

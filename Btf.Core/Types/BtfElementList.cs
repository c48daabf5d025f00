using System.Collections;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The elements of one record in the order of the data: members, values, parameters or section entries. Nothing is copied.</summary>
/// <remarks>Once the object is disposed, <see cref="Count"/> keeps its value, and reading an element throws <see cref="ObjectDisposedException"/>.</remarks>
/// <typeparam name="T">The view of an element.</typeparam>
public readonly struct BtfElementList<T> : IReadOnlyList<T>
    where T : struct, IBtfElement<T>
{
    private readonly BtfType _owner;
    private readonly uint _info;

    internal BtfElementList(BtfType owner)
    {
        _owner = owner;
        _info = owner.Info;
    }

    /// <summary>The number of elements. It does not change when the object is disposed.</summary>
    public int Count => RecordFormat.Vlen(_info);

    /// <summary>Returns the element at a place.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return T.Create(_owner, index, _info);
        }
    }

    /// <summary>Returns an enumerator that starts before the first element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Enumerator GetEnumerator() => new(_owner, _info);

    /// <inheritdoc/>
    IEnumerator<T> IEnumerable<T>.GetEnumerator()
    {
        foreach (T element in this)
        {
            yield return element;
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    /// <summary>Enumerates the elements.</summary>
    public struct Enumerator
    {
        private readonly BtfType _owner;
        private readonly uint _info;
        private readonly int _count;
        private int _index;

        internal Enumerator(BtfType owner, uint info)
        {
            _owner = owner;
            _info = info;
            _count = RecordFormat.Vlen(info);
            _index = -1;
        }

        /// <summary>The current element.</summary>
        public readonly T Current
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => T.Create(_owner, _index, _info);
        }

        /// <summary>Moves to the next element.</summary>
        /// <returns>False after the last one.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext() => ++_index < _count;
    }
}

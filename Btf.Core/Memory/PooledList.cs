using System.Buffers;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>A list in arrays of the shared pool, so that using it leaves no garbage.</summary>
/// <typeparam name="T">The type of the items. It has no references, because returned arrays are not cleared.</typeparam>
internal struct PooledList<T>
    where T : unmanaged
{
    private const int FirstLength = 64;
    private T[]? _items;
    private int _count;

    /// <summary>The number of items. It can be set to a smaller number.</summary>
    public int Count
    {
        readonly get => _count;
        set => _count = value;
    }

    /// <summary>The items.</summary>
    public readonly Span<T> Items => _items.AsSpan(0, _count);

    /// <summary>The last item.</summary>
    public readonly ref T Last => ref _items![_count - 1];

    public readonly ref T this[int index] => ref _items![index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T item)
    {
        T[]? items = _items;
        int count = _count;
        if (items is null || (uint)count >= (uint)items.Length)
        {
            items = Grow();
        }

        items[count] = item;
        _count = count + 1;
    }

    /// <summary>Removes and returns the last item.</summary>
    public T Pop() => _items![--_count];

    /// <summary>Returns the array to the pool. The list is then empty and can be filled again.</summary>
    public void Return()
    {
        if (_items is not null)
        {
            ArrayPool<T>.Shared.Return(_items);
        }

        _items = null;
        _count = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private T[] Grow()
    {
        T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(FirstLength, _count * 2));
        if (_items is not null)
        {
            _items.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<T>.Shared.Return(_items);
        }

        return _items = larger;
    }
}

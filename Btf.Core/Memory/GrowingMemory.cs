using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Elements that grow: in an array while they are few, then in memory outside the managed heap.</summary>
/// <typeparam name="T">The type of the elements. New ones are all zero.</typeparam>
internal sealed class GrowingMemory<T>
    where T : unmanaged
{
    // Near the length from which on an array is a large object for the collector.
    private const int MostInArray = 1 << 16;

    private T[] _few = [];
    private WorkMemory<T>? _large;

    /// <summary>The elements. They do not move until the next growth.</summary>
    public Span<T> Span => _large is { } large ? large.GetSpan() : _few;

    /// <summary>The number of elements.</summary>
    public int Length { get; private set; }

    /// <summary>Adds elements.</summary>
    /// <param name="length">The new number of elements.</param>
    /// <param name="kept">The number of elements whose values remain. The others become zero.</param>
    /// <exception cref="IOException">There is not enough memory.</exception>
    public void Grow(int length, int kept)
    {
        WorkMemory<T>? large = length > MostInArray / Unsafe.SizeOf<T>() ? new WorkMemory<T>(length) : null;
        T[] few = large is null ? new T[length] : [];
        Span[..kept].CopyTo(large is null ? few : large.GetSpan());
        Free();
        (_few, _large, Length) = (few, large, length);
    }

    /// <summary>Frees the elements at once. The collector does so later.</summary>
    public void Free()
    {
        ((IDisposable?)_large)?.Dispose();
        (_few, _large, Length) = ([], null, 0);
    }
}

using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>An array in a <see cref="WorkArena"/>.</summary>
internal readonly unsafe struct WorkArray<T>
    where T : unmanaged
{
    private readonly WorkArena? _arena;
    private readonly T* _start;

    internal WorkArray(WorkArena arena, T* start, int length)
    {
        _arena = arena;
        _start = start;
        Length = length;
    }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The elements.</summary>
    // In bounds: the arena cut out exactly this range.
    public Span<T> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_start, Length);
    }

    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Span[index];
    }

    public static implicit operator Span<T>(WorkArray<T> array) => array.Span;

    public static implicit operator ReadOnlySpan<T>(WorkArray<T> array) => array.Span;

    public Span<T> AsSpan(int start, int length) => Span.Slice(start, length);
}

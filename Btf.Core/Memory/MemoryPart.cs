using System.Buffers;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>A part of the library's own memory, for code that cannot use a span. Disposing does nothing: the memory's owner frees it.</summary>
internal sealed unsafe class MemoryPart<T> : MemoryManager<T>
    where T : unmanaged
{
    private readonly BtfMemory _memory;
    private readonly int _start;
    private readonly int _length;

    /// <summary>Selects a part.</summary>
    /// <param name="memory">The memory, which is not trimmed or freed while the part is used.</param>
    /// <param name="start">The place of the first element in bytes.</param>
    /// <param name="length">The number of elements.</param>
    public MemoryPart(BtfMemory memory, int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)(uint)start + (ulong)(uint)length * (ulong)sizeof(T), (ulong)memory.Length, nameof(length));
        _memory = memory;
        _start = start;
        _length = length;
    }

    // In bounds: the constructor checked the range.
    public override Span<T> GetSpan() => new(_memory.Start + _start, _length);

    // In bounds: as the span.
    public override MemoryHandle Pin(int elementIndex = 0) => new(Unsafe.Add<T>(_memory.Start + _start, elementIndex), default, this);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}

using System.Buffers;
using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>Memory for the time of one operation, outside the managed heap. Disposing frees it at once.</summary>
/// <remarks>
/// The collector keeps the memory of large arrays, or gives it back and takes it again page by page. This memory comes in huge pages, which takes a tenth of the
/// time, and is zero at first.
/// </remarks>
internal sealed unsafe class WorkMemory<T> : MemoryManager<T>
    where T : unmanaged
{
    private readonly BtfMemory? _memory;
    private readonly int _length;

    /// <summary>Allocates memory.</summary>
    /// <param name="length">The number of elements.</param>
    /// <exception cref="IOException">There is not enough memory.</exception>
    public WorkMemory(int length)
    {
        _length = length;
        _memory = length == 0 ? null : OwnMemory.Allocate(OwnMemory.Length((long)length * sizeof(T)));
    }

    // In bounds: exactly the allocated range. Whoever uses the span keeps this object alive.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public override Span<T> GetSpan() => _memory is null ? [] : new Span<T>(_memory.Start, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(Unsafe.Add<T>(_memory is null ? null : _memory.Start, elementIndex), default, this);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _memory is not null)
        {
            NativeHeap.Count(-_memory.Length);
            _memory.Dispose();
        }
    }
}

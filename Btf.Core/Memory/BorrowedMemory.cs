using System.Buffers;

namespace Btf.Core;

/// <summary>Memory of the caller's, pinned where it is. It stays pinned until this object is collected.</summary>
internal sealed unsafe class BorrowedMemory : BtfMemory
{
    private MemoryHandle _pin;

    /// <summary>Pins <paramref name="memory"/>; nothing is copied.</summary>
    public BorrowedMemory(ReadOnlyMemory<byte> memory)
    {
        _pin = memory.Pin();
        Start = (byte*)_pin.Pointer;
        Length = memory.Length;
    }

    protected override void Free() => _pin.Dispose();
}

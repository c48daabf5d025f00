using System.Buffers;

namespace Btf.Core;

/// <summary>The caller's memory, pinned until this object is collected.</summary>
internal sealed unsafe class BorrowedMemory : BtfMemory
{
    private MemoryHandle _pin;

    /// <summary>Pins <paramref name="memory"/>, and copies nothing.</summary>
    public BorrowedMemory(ReadOnlyMemory<byte> memory)
    {
        _pin = memory.Pin();
        Start = (byte*)_pin.Pointer;
        Length = memory.Length;
    }

    protected override void Free() => _pin.Dispose();
}

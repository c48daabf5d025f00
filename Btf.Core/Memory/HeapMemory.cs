namespace Btf.Core;

/// <summary>Memory off the managed heap, such as a small file's bytes. They stay in place after <see cref="BtfMemory.Close"/>, until the object is collected.</summary>
internal sealed unsafe class HeapMemory : BtfMemory
{
    private HeapMemory(void* start, int length)
    {
        Start = (byte*)start;
        Length = length;
    }

    /// <summary>Allocates memory that is to be written whole before anyone reads it.</summary>
    /// <param name="length">How many bytes; more than 0.</param>
    /// <param name="content">The bytes. They are written only while the memory is kept alive.</param>
    public static HeapMemory Allocate(int length, out Span<byte> content)
    {
        var memory = new HeapMemory(NativeHeap.Allocate(length, sizeof(byte)), length);

        // In bounds: the very range that was allocated.
        content = new Span<byte>(memory.Start, length);
        return memory;
    }

    /// <summary>Allocates memory that is all zero.</summary>
    public static HeapMemory AllocateZeroed(int length) => new(NativeHeap.AllocateZeroed(length, sizeof(byte)), length);

    protected override void Free() => NativeHeap.Free(Start);
}

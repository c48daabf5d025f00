namespace Btf.Core;

/// <summary>A small file's bytes, off the managed heap. They stay in place after <see cref="BtfMemory.Close"/>, until the object is collected.</summary>
internal sealed unsafe class HeapMemory : BtfMemory
{
    private HeapMemory(int length)
    {
        Start = (byte*)NativeHeap.Allocate(length, sizeof(byte));
        Length = length;
    }

    /// <summary>Allocates memory that is to be written whole before anyone reads it.</summary>
    /// <param name="length">How many bytes; more than 0.</param>
    /// <param name="content">The bytes. They are written only while the memory is kept alive.</param>
    public static HeapMemory Allocate(int length, out Span<byte> content)
    {
        var memory = new HeapMemory(length);

        // In bounds: the very range that was allocated.
        content = new Span<byte>(memory.Start, length);
        return memory;
    }

    protected override void Free() => NativeHeap.Free(Start);
}

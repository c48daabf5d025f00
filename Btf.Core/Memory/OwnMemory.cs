namespace Btf.Core;

/// <summary>Memory for data that the library itself makes or receives, rather than finds in a file or with the caller.</summary>
internal static unsafe class OwnMemory
{
    /// <summary>Allocates memory off the managed heap that is all zero.</summary>
    /// <param name="length">How many bytes; more than 0.</param>
    /// <param name="room">How many bytes are likely to be attached.</param>
    /// <exception cref="IOException">There is not so much memory.</exception>
    public static BtfMemory Allocate(int length, int room = 0) =>
        PlatformMemory.IsLinux ? SlabMemory.TryCreate(length, room) ?? (BtfMemory)new PooledMemory(length) : new HeapMemory(length);

    /// <summary>Allocates memory off the managed heap.</summary>
    /// <param name="length">How many bytes; more than 0.</param>
    /// <param name="content">The bytes, all zero. They are written before an object reads them, and only while the memory is kept alive.</param>
    /// <param name="room">How many bytes are likely to be attached.</param>
    /// <exception cref="IOException">There is not so much memory.</exception>
    public static BtfMemory Allocate(int length, out Span<byte> content, int room = 0)
    {
        BtfMemory memory = Allocate(length, room);

        // In bounds: the very range that was allocated.
        content = new Span<byte>(memory.Start, memory.Length);
        return memory;
    }
}

using System.Runtime.Versioning;

namespace Btf.Core;

/// <summary>Allocates memory for data that the library itself makes or receives, unlike a file's or the caller's.</summary>
internal static unsafe class OwnMemory
{
    /// <summary>
    /// Whether memory can be mapped with Linux's own calls. A 32-bit process cannot, because C libraries differ in the width of a mapping's offset.
    /// </summary>
    [SupportedOSPlatformGuard("linux")]
    public static bool IsLinux { get; } = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>Returns a number of bytes, if as many can be allocated at once.</summary>
    /// <exception cref="IOException">There are too many.</exception>
    public static int Length(long bytes) => bytes <= Array.MaxLength ? (int)bytes : throw new IOException($"{bytes} bytes of memory are needed at once; at most {Array.MaxLength} are possible.");

    /// <summary>Allocates memory that is all zero, outside the managed heap.</summary>
    /// <param name="length">The number of bytes, more than 0.</param>
    /// <param name="room">The number of bytes that are likely to be attached.</param>
    /// <exception cref="IOException">There is not enough memory.</exception>
    public static BtfMemory Allocate(int length, int room = 0) =>
        IsLinux ? SlabMemory.TryCreate(length, room) ?? (BtfMemory)new PooledMemory(length, length) : new HeapMemory(length);

    /// <summary>Allocates memory that is all zero, for a buffer that is rarely filled to the end.</summary>
    /// <param name="length">The number of bytes, more than 0.</param>
    /// <param name="likely">The number of bytes that are likely to be written: at most <paramref name="length"/>.</param>
    /// <exception cref="IOException">There is not enough memory.</exception>
    public static BtfMemory AllocateBuffer(int length, int likely) =>
        IsLinux ? SlabMemory.TryCreate(length, 0) ?? (BtfMemory)new PooledMemory(length, likely) : new HeapMemory(length);

    /// <summary>Allocates memory that is all zero. Its pages get memory when they are first written.</summary>
    /// <param name="length">The number of bytes, more than 0.</param>
    /// <exception cref="IOException">There is not enough memory.</exception>
    public static BtfMemory AllocateLazily(int length) =>
        IsLinux ? SlabMemory.TryCreate(length, 0) ?? (BtfMemory)new PooledMemory(length, 0) : new HeapMemory(length);

    /// <summary>Allocates memory outside the managed heap.</summary>
    /// <param name="length">The number of bytes, more than 0.</param>
    /// <param name="content">The bytes, all zero. Write them before an object reads them, and keep the memory alive meanwhile.</param>
    /// <param name="room">The number of bytes that are likely to be attached.</param>
    /// <exception cref="IOException">There is not enough memory.</exception>
    public static BtfMemory Allocate(int length, out Span<byte> content, int room = 0)
    {
        BtfMemory memory = Allocate(length, room);
        content = ContentOf(memory);
        return memory;
    }

    /// <summary>Returns memory with the start of the content of memory that was allocated here, and gives back the rest. No object may use the memory yet.</summary>
    /// <param name="memory">The memory, in which nothing is attached.</param>
    /// <param name="length">The number of bytes to keep, more than 0.</param>
    /// <exception cref="IOException">There is not enough memory.</exception>
    public static BtfMemory Shorten(BtfMemory memory, int length)
    {
        if (length == memory.Length)
        {
            return memory;
        }

        if (IsLinux && memory is PooledMemory pooled)
        {
            pooled.Trim(length);
            return pooled;
        }

        BtfMemory copy = Allocate(length, out Span<byte> content);
        ContentOf(memory)[..length].CopyTo(content);
        NativeHeap.Count(-memory.Length);
        memory.Dispose();
        return copy;
    }

    /// <summary>Returns the bytes of memory that was allocated here. Write them before an object reads them, and keep the memory alive meanwhile.</summary>
    // In bounds: exactly the allocated range.
    public static Span<byte> ContentOf(BtfMemory memory) => new(memory.Start, memory.Length);
}

using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>
/// Memory off the managed heap: the one place where the library asks for it. It counts how much each thread holds at most, so that tests can compare that
/// with the input's size.
/// </summary>
/// <remarks>What is given back by a finalizer, or is only mapped, is not taken off: the count is never too small.</remarks>
internal static unsafe class NativeHeap
{
    [ThreadStatic]
    private static long _held;

    [ThreadStatic]
    private static long _mostHeld;

    /// <summary>How many bytes the calling thread held at most since <see cref="StartCount"/>, beyond those that it held then.</summary>
    public static long MostHeldByCurrentThread => _mostHeld;

    /// <summary>Counts anew for the calling thread.</summary>
    public static void StartCount()
    {
        _held = 0;
        _mostHeld = 0;
    }

    /// <summary>Allocates memory whose content is not defined.</summary>
    public static void* Allocate(int count, int size)
    {
        Count((long)count * size);
        return NativeMemory.Alloc((nuint)count, (nuint)size);
    }

    /// <summary>Allocates memory that is all zero.</summary>
    public static void* AllocateZeroed(int count, int size)
    {
        Count((long)count * size);
        return NativeMemory.AllocZeroed((nuint)count, (nuint)size);
    }

    /// <summary>Makes memory shorter or longer; it may move.</summary>
    public static void* Resize(void* block, int oldCount, int count, int size)
    {
        Count(((long)count - oldCount) * size);
        return NativeMemory.Realloc(block, (nuint)count * (nuint)size);
    }

    /// <summary>Gives memory back from wherever it was not allocated: no thread's count is changed.</summary>
    public static void Free(void* block) => NativeMemory.Free(block);

    /// <summary>Gives memory back on the thread that allocated it.</summary>
    public static void Free(void* block, int count, int size)
    {
        Count(-(long)count * size);
        NativeMemory.Free(block);
    }

    /// <summary>Counts memory that was asked for in another way.</summary>
    public static void Count(long bytes)
    {
        _held += bytes;
        _mostHeld = Math.Max(_mostHeld, _held);
    }
}

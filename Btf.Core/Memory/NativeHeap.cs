using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>Allocates memory outside the managed heap; no other code of the library does.</summary>
/// <remarks>
/// A debug build also counts the most bytes that each thread held, so that the fuzzer can compare them with the input's size. Memory that a finalizer frees, or that
/// is only mapped, is not subtracted: the count is never too small.
/// </remarks>
internal static unsafe class NativeHeap
{
#if DEBUG
    [ThreadStatic]
    private static long _held;

    [ThreadStatic]
    private static long _mostHeld;

    /// <summary>The most bytes that the calling thread held since <see cref="StartCount"/>, without those that it held then.</summary>
    public static long MostHeldByCurrentThread => _mostHeld;

    /// <summary>Restarts the count of the calling thread.</summary>
    public static void StartCount()
    {
        _held = 0;
        _mostHeld = 0;
    }
#endif

    /// <summary>Allocates memory with undefined content.</summary>
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

    /// <summary>Makes memory shorter or longer, and may move it.</summary>
    public static void* Resize(void* block, int oldCount, int count, int size)
    {
        Count(((long)count - oldCount) * size);
        return NativeMemory.Realloc(block, (nuint)count * (nuint)size);
    }

    /// <summary>Frees memory on another thread than the one that allocated it: no thread's count changes.</summary>
    public static void Free(void* block) => NativeMemory.Free(block);

    /// <summary>Frees memory on the thread that allocated it.</summary>
    public static void Free(void* block, int count, int size)
    {
        Count(-(long)count * size);
        NativeMemory.Free(block);
    }

    /// <summary>Counts memory that was allocated in another way, in a debug build.</summary>
    [Conditional("DEBUG")]
    public static void Count(long bytes)
    {
#if DEBUG
        _held += bytes;
        _mostHeld = Math.Max(_mostHeld, _held);
#endif
    }
}

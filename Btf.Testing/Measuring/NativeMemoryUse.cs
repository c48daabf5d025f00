namespace Btf.Testing;

/// <summary>The memory outside the managed heap that the library holds for a thread. Only a debug build of the library counts it.</summary>
public static class NativeMemoryUse
{
    /// <summary>The most bytes that the calling thread held since <see cref="Start"/>, without those that it held then.</summary>
    public static long Most
    {
        get
        {
#if DEBUG
            return NativeHeap.MostHeldByCurrentThread;
#else
            throw NotCounted();
#endif
        }
    }

    /// <summary>Restarts the count of the calling thread.</summary>
    public static void Start()
    {
#if DEBUG
        NativeHeap.StartCount();
#else
        throw NotCounted();
#endif
    }

#if !DEBUG
    private static InvalidOperationException NotCounted() => new("Only a debug build counts the memory outside the managed heap. Run this with -c Debug.");
#endif
}

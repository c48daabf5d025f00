using NUnit.Framework;

namespace Btf.Testing;

/// <summary>The memory outside the managed heap that the library holds for a thread. Only a debug build of the library counts it.</summary>
public static class NativeMemoryUse
{
    /// <summary>Whether the library counts it.</summary>
    public static bool IsCounted =>
#if DEBUG
        true;
#else
        false;
#endif

    /// <summary>The most bytes that the calling thread held since <see cref="Start"/>, without those that it held then; 0 if they are not counted.</summary>
    public static long Most =>
#if DEBUG
        NativeHeap.MostHeldByCurrentThread;
#else
        0;
#endif

    /// <summary>Restarts the count of the calling thread.</summary>
    public static void Start()
    {
#if DEBUG
        NativeHeap.StartCount();
#endif
    }

    /// <summary>Skips the test if the memory is not counted.</summary>
    public static void Require()
    {
        if (!IsCounted)
        {
            Assert.Ignore("Only a debug build counts the memory outside the managed heap.");
        }
    }
}

namespace Btf.Core;

/// <summary>Tells the collector the size of memory outside its heap that collecting the owners would free.</summary>
/// <remarks>
/// It tells the collector only of large steps. Each small step would start a collection, which a loop that disposes its objects does not need.
/// </remarks>
internal static class MemoryPressure
{
    private const long Step = 16L << 20;

    private static long _held;
    private static long _told;

    /// <summary>Adds to the number of bytes held, or subtracts from it.</summary>
    public static void Change(long bytes)
    {
        long held = Interlocked.Add(ref _held, bytes);
        long told = Volatile.Read(ref _told);
        if (Math.Abs(held - told) <= Step || Interlocked.CompareExchange(ref _told, held, told) != told)
        {
            return;
        }

        if (held > told)
        {
            GC.AddMemoryPressure(held - told);
        }
        else
        {
            GC.RemoveMemoryPressure(told - held);
        }
    }
}

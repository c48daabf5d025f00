namespace Btf.Core;

/// <summary>Tells the collector how much it frees by collecting the owners of memory that it does not see.</summary>
/// <remarks>
/// The collector is told in large steps only. Each small step would make it collect, and a loop that disposes what it opens needs no collection.
/// </remarks>
internal static class MemoryPressure
{
    private const long Step = 16L << 20;

    private static long _held;
    private static long _told;

    /// <summary>Counts bytes that are held from now on, or not any more.</summary>
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

namespace Btf.Testing;

/// <summary>Counts the bytes that a warmed-up call allocates on the managed heap.</summary>
public static class Allocations
{
    private const int Calls = 10;
    private const int Attempts = 500;
    private const int PauseMilliseconds = 20;

    /// <summary>
    /// Returns the bytes of ten calls. The framework's generic code boxes until it is compiled with optimisation, so the method waits for that; the runtime
    /// delays it while other tests run code for the first time.
    /// </summary>
    public static long Of(Action call)
    {
        ArgumentNullException.ThrowIfNull(call);
        long allocated = 0;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            allocated = Measure(call);
            if (allocated == 0)
            {
                return 0;
            }

            Repeat(call);
            Repeat(call);
            Thread.Sleep(attempt < 2 ? 0 : PauseMilliseconds);
        }

        return allocated;
    }

    private static long Measure(Action call)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(call);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Repeat(Action call)
    {
        for (int i = 0; i < Calls; i++)
        {
            call();
        }
    }
}

using System.Diagnostics;

namespace Btf.Testing;

/// <summary>Counts the bytes that a warmed-up call allocates on the managed heap.</summary>
public static class Allocations
{
    private const int Calls = 10;
    private const int Attempts = 500;
    private const int PauseMilliseconds = 20;

    // So many rounds in a row must allocate nothing. If even the fastest round is slow, fewer are enough.
    private const int ZeroRounds = 10;
    private const int FewZeroRounds = 3;
    private static readonly TimeSpan _slow = TimeSpan.FromMilliseconds(70);

    // When the runtime replaces code, a call may allocate once more. A call that does so again and again is not warm: it allocates now and then.
    private const int MostInterruptions = 10;

    /// <summary>
    /// Returns the bytes of ten calls; 0 only if many rounds of ten calls in a row allocate nothing. The framework's generic code boxes until it is compiled with
    /// optimisation, so the method waits for that; the runtime delays it while other tests run code for the first time.
    /// </summary>
    public static long Of(Action call)
    {
        ArgumentNullException.ThrowIfNull(call);
        long allocated = 0;
        int interruptions = 0;
        for (int attempt = 0; attempt < Attempts && interruptions < MostInterruptions; attempt++)
        {
            if (IsZero(call, out allocated, out bool isInterrupted))
            {
                return 0;
            }

            interruptions += isInterrupted ? 1 : 0;
            Repeat(call);
            Repeat(call);

            // The runtime optimises in the background, and does not tell when it has.
            Thread.Sleep(attempt < 2 ? 0 : PauseMilliseconds);
        }

        return allocated;
    }

    /// <summary>Returns whether enough rounds allocate nothing. Otherwise one allocated, perhaps after others that did not.</summary>
    private static bool IsZero(Action call, out long allocated, out bool isInterrupted)
    {
        TimeSpan fastest = TimeSpan.MaxValue;
        for (int round = 0; round < ZeroRounds && (round < FewZeroRounds || fastest < _slow); round++)
        {
            long start = Stopwatch.GetTimestamp();
            allocated = Measure(call);
            if (allocated != 0)
            {
                isInterrupted = round > 0;
                return false;
            }

            TimeSpan time = Stopwatch.GetElapsedTime(start);
            fastest = time < fastest ? time : fastest;
        }

        allocated = 0;
        isInterrupted = false;
        return true;
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

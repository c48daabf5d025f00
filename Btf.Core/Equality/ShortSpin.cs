using System.Diagnostics;

namespace Btf.Core.Equality;

/// <summary>Waits without sleeping for at most half a millisecond: a sleeping thread needs about as long to wake up.</summary>
internal struct ShortSpin()
{
    private const int IterationsOfStep = 30;
    private static readonly long _most = Stopwatch.Frequency / 2000;

    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Waits for a moment, and returns whether there is time left.</summary>
    public readonly bool TryContinue()
    {
        Thread.SpinWait(IterationsOfStep);
        _ = Thread.Yield();
        return Stopwatch.GetTimestamp() - _start < _most;
    }
}

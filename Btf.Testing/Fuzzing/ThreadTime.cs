using System.Diagnostics;

namespace Btf.Testing;

/// <summary>The processor time of the calling thread: on a busy machine a clock on the wall says little of the work that was done.</summary>
public static class ThreadTime
{
    public static TimeSpan Now =>
        OperatingSystem.IsLinux() && LibC.ClockGetTime(LibC.ClockThreadCpuTime, out LibC.TimeSpec time) == 0
            ? new TimeSpan(time.Seconds * TimeSpan.TicksPerSecond + time.Nanoseconds / TimeSpan.NanosecondsPerTick)
            : Stopwatch.GetElapsedTime(0);
}

using System.Diagnostics;

namespace Btf.Testing;

/// <summary>Measures the processor time of the calling thread. On a busy machine, wall-clock time says little about the work.</summary>
public static class ThreadTime
{
    public static TimeSpan Now =>
        OperatingSystem.IsLinux() && LibC.ClockGetTime(LibC.ClockThreadCpuTime, out LibC.TimeSpec time) == 0
            ? new TimeSpan(time.Seconds * TimeSpan.TicksPerSecond + time.Nanoseconds / TimeSpan.NanosecondsPerTick)
            : Stopwatch.GetElapsedTime(0);
}

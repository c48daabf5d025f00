using System.Diagnostics;
using System.Runtime;

namespace Btf.Benchmarks;

/// <summary>Measures a task and its peers in turn, again and again, so that a slow phase of the machine affects all of them.</summary>
/// <remarks>
/// <para>
/// In each repetition each form runs once untimed, to bring its data into the caches, and then once timed. The first form changes each time.
/// </para>
/// <para>
/// A bar uses the median of the ratios of each repetition, not the ratio of two medians. The forms of a repetition run within milliseconds of each other, so
/// other load affects both of them, or only one repetition of many. The best time and the median of each form are shown as well.
/// </para>
/// </remarks>
internal static class Interleaved
{
    public const int MostRepetitions = 31;
    public const int FewestRepetitions = 15;

    // The runtime optimises a method after 30 calls, 30 more with counters, and a delay of 100 ms by default.
    private const int WarmUpCalls = 64;
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _longestWarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan _fullMeasuring = TimeSpan.FromSeconds(6);

    /// <summary>Checks that the forms agree, waits until our code is optimised, and measures.</summary>
    /// <exception cref="InvalidOperationException">Two forms read different things.</exception>
    public static Measurement Run(PeerTask task)
    {
        task.CheckSums();
        WarmUp(task);
        GC.Collect();
        var measurement = new Measurement(task);
        var watch = Stopwatch.StartNew();
        for (int repetition = 0; repetition < MostRepetitions && (repetition < FewestRepetitions || watch.Elapsed < _fullMeasuring); repetition++)
        {
            Measure(measurement, repetition);
        }

        task.Prepare?.Invoke();
        long before = GC.GetAllocatedBytesForCurrentThread();
        task.Ours();
        measurement.AllocatedBytes = (GC.GetAllocatedBytesForCurrentThread() - before) / task.Operations;
        return measurement;
    }

    /// <summary>Runs a task until our code in it is optimised.</summary>
    public static void WarmUp(PeerTask task)
    {
        var watch = Stopwatch.StartNew();
        var quiet = Stopwatch.StartNew();
        long compiled = 0;
        for (int calls = 0; (calls < WarmUpCalls || quiet.Elapsed < _quiet) && watch.Elapsed < _longestWarmUp; calls++)
        {
            task.Prepare?.Invoke();
            task.Ours();
            if (JitInfo.GetCompiledMethodCount() is long now && now != compiled)
            {
                compiled = now;
                quiet.Restart();
            }
        }
    }

    private static void Measure(Measurement measurement, int repetition)
    {
        PeerTask task = measurement.Task;
        Func<ulong>?[] forms = [task.Ours, task.Libbpf, task.Limit];
        for (int i = 0; i < forms.Length; i++)
        {
            int form = (i + repetition) % forms.Length;
            if (forms[form] is { } run)
            {
                measurement.Add((Form)form, Time(run, task.Prepare) / task.Operations);
            }
        }
    }

    private static double Time(Func<ulong> form, Action? prepare)
    {
        prepare?.Invoke();
        form();
        prepare?.Invoke();
        long start = Stopwatch.GetTimestamp();
        form();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}

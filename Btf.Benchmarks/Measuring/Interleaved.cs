using System.Diagnostics;
using System.Runtime;

namespace Btf.Benchmarks;

/// <summary>Measures tasks beside their peers, all forms in turn, again and again: what slows the machine down for a while slows all of them down.</summary>
/// <remarks>
/// <para>
/// In each repetition each form runs once untimed, so that its own data is in the caches, and then once timed. Forms take turns at being the first.
/// </para>
/// <para>
/// The ratio that is judged is the median of the repetitions' own ratios, not the ratio of two medians: a repetition's forms run within milliseconds
/// of each other, so that a neighbour's load is in both or, where it is not, in one repetition of many. Best and median of each form are shown beside it.
/// </para>
/// </remarks>
internal static class Interleaved
{
    private const int MostRepetitions = 31;
    private const int FewestRepetitions = 15;

    // A method is optimised after 30 calls as it is, 30 more with counters in it, and a wait for quiet that is 100 ms by default.
    private const int WarmUpCalls = 64;
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _longestWarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan _fullMeasuring = TimeSpan.FromSeconds(75);

    /// <summary>Checks that the forms agree, waits until our code is optimised, and measures.</summary>
    /// <exception cref="InvalidOperationException">Two forms of a task read different things.</exception>
    public static Measurement[] Run(IReadOnlyList<PeerTask> tasks)
    {
        foreach (PeerTask task in tasks)
        {
            task.CheckSums();
            WarmUp(task);
        }

        GC.Collect();
        Measurement[] measurements = [.. tasks.Select(task => new Measurement(task))];
        var watch = Stopwatch.StartNew();
        for (int repetition = 0; repetition < MostRepetitions && (repetition < FewestRepetitions || watch.Elapsed < _fullMeasuring); repetition++)
        {
            foreach (Measurement measurement in measurements)
            {
                Measure(measurement, repetition);
            }
        }

        return measurements;
    }

    /// <summary>Does a task until our code in it is optimised.</summary>
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

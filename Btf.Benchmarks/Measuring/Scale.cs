using System.Diagnostics;

namespace Btf.Benchmarks;

/// <summary>What a type costs when there are more of them, and when two threads ask at once.</summary>
internal static class Scale
{
    private const int Rounds = 9;

    private static readonly int[] _sizes = [1, 2, 4, 8];
    private static readonly int[] _threads = [1, 2];

    // Those whose work grows with the input, and those that ask so many times whatever the input.
    private static readonly string[] _tasks =
    [
        nameof(OpeningTasks.OpenFile), nameof(ReadingTasks.ReadEverything), nameof(ReadingTasks.WalkChains), nameof(LayoutTasks.SizeOfAll), nameof(DumpingTasks.DumpC),
        nameof(ReadingTasks.ResolveIdsSequential), nameof(ReadingTasks.ResolveIdsRandom), nameof(ReadingTasks.NameOfId),
        nameof(FindingTasks.FindByName), nameof(SearchingTasks.FindByRegex),
    ];

    /// <summary>Measures each task on the input so many times over, by one thread and by two.</summary>
    /// <returns>What one operation costs a thread in ns: a type, or an id or a name that is asked for.</returns>
    public static ScalePoint[] Run(PeerInput kernel)
    {
        var points = new List<ScalePoint>();
        foreach (int size in _sizes)
        {
            string path = kernel.Files.Write($"times{size}.btf", RepeatedTypes.Make(kernel.Files.Data, size, distinctNames: true));
            using var input = new PeerInput(path, TaskSizes.Measured);
            foreach (string name in _tasks)
            {
                points.AddRange(Measure(input, name, size));
            }

            Console.Error.WriteLine($"{size}x: measured");
        }

        return [.. points];
    }

    private static IEnumerable<ScalePoint> Measure(PeerInput input, string name, int size)
    {
        // A task of its own for each thread: one may keep what it writes to.
        PeerTask[] tasks = [.. Enumerable.Range(0, _threads.Max()).Select(_ => TaskList.Create(input, name))];
        double operations = tasks[0].Operations == 1 ? input.Btf.TypeCount : tasks[0].Operations;
        foreach (PeerTask task in tasks)
        {
            Interleaved.WarmUp(task);
        }

        var times = _threads.ToDictionary(count => count, _ => new List<double>());
        for (int round = 0; round < Rounds; round++)
        {
            foreach (int count in _threads)
            {
                times[count].Add(TimeOnThreads(tasks.AsSpan(0, count)) / operations);
            }
        }

        return _threads.Select(count => new ScalePoint(name, size, count, new FormTimes(times[count])));
    }

    private static double TimeOnThreads(ReadOnlySpan<PeerTask> tasks)
    {
        using var start = new Barrier(tasks.Length);
        double[] times = new double[tasks.Length];
        var threads = new Thread[tasks.Length];
        for (int i = 0; i < threads.Length; i++)
        {
            int own = i;
            Func<ulong> work = tasks[i].Ours;
            threads[i] = new Thread(() =>
            {
                work();
                start.SignalAndWait();
                long from = Stopwatch.GetTimestamp();
                work();
                times[own] = Stopwatch.GetElapsedTime(from).TotalNanoseconds;
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return times.Average();
    }
}

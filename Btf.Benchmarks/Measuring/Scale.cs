using System.Diagnostics;

namespace Btf.Benchmarks;

/// <summary>Measures how the cost of a type changes with the number of types, and with two threads.</summary>
internal static class Scale
{
    private const int Rounds = 7;
    private const int MostThreads = 2;
    private static readonly int[] _sizes = [1, 2, 4, 8, 16];

    private static readonly (string Name, ScaleGroup Group)[] _tasks =
    [
        (nameof(OpeningTasks.OpenFile), ScaleGroup.Reading),
        (nameof(ReadingTasks.ReadEverything), ScaleGroup.Reading),
        (nameof(ReadingTasks.WalkChains), ScaleGroup.Reading),
        (nameof(LayoutTasks.SizeOfAll), ScaleGroup.Reading),
        (nameof(SearchingTasks.FindByRegex), ScaleGroup.Reading),
        (nameof(DumpingTasks.DumpC), ScaleGroup.Reading),
        (nameof(ReadingTasks.ResolveIdsRandom), ScaleGroup.AtRandom),
        (nameof(ReadingTasks.NameOfId), ScaleGroup.AtRandom),
        (nameof(FindingTasks.FindByName), ScaleGroup.AtRandom),
        (nameof(FindingTasks.FindByNameMissing), ScaleGroup.AtRandom),
        (nameof(LayoutTasks.MemberPath), ScaleGroup.AtRandom),
        (nameof(WritingTasks.Append), ScaleGroup.Working),
        (nameof(WritingTasks.Deduplicate), ScaleGroup.Working),
        (nameof(WritingTasks.SortByName), ScaleGroup.Working),
        (nameof(WritingTasks.Compare), ScaleGroup.Working),
    ];

    /// <summary>Measures each task on inputs of several sizes: ours with one thread and with two, and the limit with one.</summary>
    public static ScalePoint[] Run(PeerInput kernel)
    {
        var points = new List<ScalePoint>();
        foreach (int size in _sizes)
        {
            string path = kernel.Files.Write($"times{size}.btf", RepeatedTypes.Make(kernel.Files.Data, size, distinctNames: true));
            using var input = new PeerInput(path, TaskSizes.Measured);
            foreach ((string name, ScaleGroup group) in _tasks)
            {
                points.AddRange(Measure(input, name, group, size));
            }

            Console.Error.WriteLine($"{size}x: measured");
        }

        return [.. points];
    }

    private static IEnumerable<ScalePoint> Measure(PeerInput input, string name, ScaleGroup group, int size)
    {
        // One task for each thread, because a task may keep a buffer to write to.
        PeerTask[] tasks = [.. Enumerable.Range(0, MostThreads).Select(_ => TaskList.Create(input, name))];
        double operations = group == ScaleGroup.AtRandom ? tasks[0].Operations : input.Btf.TypeCount;
        foreach (PeerTask task in tasks)
        {
            task.CheckSums();
            Interleaved.WarmUp(task);
        }

        var work = new Dictionary<ScaleLine, Func<ulong>[]>
        {
            [new(name, group, Form.Ours, 1)] = [tasks[0].Ours],
            [new(name, group, Form.Ours, MostThreads)] = [.. tasks.Select(task => task.Ours)],
        };
        if (tasks[0].Limit is { } limit)
        {
            work.Add(new(name, group, Form.Limit, 1), [limit]);
        }

        var times = work.Keys.ToDictionary(line => line, _ => new List<double>());
        for (int round = 0; round < Rounds; round++)
        {
            foreach (ScaleLine line in work.Keys)
            {
                times[line].Add(TimeOnThreads(work[line]) / operations);
            }
        }

        return times.Select(line => new ScalePoint(line.Key, size, FormTimes.MedianOf(line.Value)));
    }

    private static double TimeOnThreads(Func<ulong>[] work)
    {
        using var start = new Barrier(work.Length);
        double[] times = new double[work.Length];
        var threads = new Thread[work.Length];
        for (int i = 0; i < threads.Length; i++)
        {
            int own = i;
            threads[i] = new Thread(() =>
            {
                work[own]();
                start.SignalAndWait();
                long from = Stopwatch.GetTimestamp();
                work[own]();
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

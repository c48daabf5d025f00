using System.Globalization;
using BenchmarkDotNet.Reports;

namespace Btf.Benchmarks;

/// <summary>Runs all measurements, and writes <c>docs/benchmarks.md</c> and its pictures.</summary>
internal static class Report
{
    private const string Name = "benchmarks";

    private static readonly (ScaleGroup Group, string Operation, string Title, string Name)[] _pictures =
    [
        (ScaleGroup.Reading, "of a type", "Reading all types", "benchmarks-scale"),
        (ScaleGroup.AtRandom, "of an id, a name or a path", "Asking at random", "benchmarks-scale-random"),
        (ScaleGroup.Working, "of a type", "Working on whole objects", "benchmarks-scale-working"),
    ];

    /// <summary>Measures only the scale, and writes it as a table and as pictures in <c>docs/</c>.</summary>
    public static int RunScale()
    {
        using var input = new PeerInput(Input.Path, TaskSizes.Measured);
        ScalePoint[] points = Scale.Run(input);
        DrawScale(points);
        Console.Write(ScaleTable(points));
        return 0;
    }

    /// <summary>Compares only the just-in-time compiler with native AOT, and writes a table.</summary>
    public static int RunAot()
    {
        using var input = new PeerInput(Input.Path, TaskSizes.Measured);
        Console.Write(AotTable(AotComparison.Run(input)));
        return 0;
    }

    /// <summary>Runs all measurements.</summary>
    public static int RunAll()
    {
        using var input = new PeerInput(Input.Path, TaskSizes.Measured);
        BarLine[] memory = KeptMemory.Measure(input);
        Measurement[] measurements = OwnProcess.Run(TaskList.CreateAll(input, []));
        BarLine[] bars = [.. measurements.SelectMany(BarLine.Of), .. memory, AllocationBar.Of(measurements)];
        ScalePoint[] points = Scale.Run(input);
        AotRow[] aot = AotComparison.Run(input);
        string artifacts = Directory.CreateTempSubdirectory("btf-report-").FullName;
        IReadOnlyDictionary<string, BenchmarkReport> runs = BenchmarkRuns.RunShort(artifacts);
        Directory.Delete(artifacts, recursive: true);

        string folder = Folder();
        Charts.Ratios(measurements, Path.Combine(folder, Name));
        DrawScale(points);
        string path = Path.Combine(folder, Name + ".md");
        File.WriteAllText(path, Text(input, measurements, bars, points, aot, runs));
        Console.WriteLine(path);
        return 0;
    }

    private static void DrawScale(ScalePoint[] points)
    {
        foreach ((ScaleGroup group, string operation, string title, string name) in _pictures)
        {
            Charts.Scale(points.Where(point => point.Line.Group == group), operation, title, Path.Combine(Folder(), name));
        }
    }

    private static string Folder() => Directory.CreateDirectory(Path.Combine(Repository.Folder, "docs")).FullName;

    private static string Text(
        PeerInput input, Measurement[] measurements, BarLine[] bars, ScalePoint[] points, AotRow[] aot, IReadOnlyDictionary<string, BenchmarkReport> runs)
    {
        string peer = NativePeer.IsChosen ? " --libbpf DIR" : "";
        string date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"""
            # What it costs

            Written by `dotnet run -c Release --project Btf.Benchmarks -- report{peer}` on {date}. What each task does is in [`Btf.Benchmarks/Tasks`](../Btf.Benchmarks/Tasks),
            and what it is compared with in [`peer.c`](../Btf.Benchmarks/Native/peer.c): the same work with libbpf, and plain C that does the least possible work, the limit.
            The report is written only if all sides have the same checksums.

            {MarkdownTable.Format(["Machine", ""], Machine.Describe(input).Select(part => new[] { part.Name, part.Value }))}
            ## Compared with libbpf and the limit

            Each task is measured in a process of its own. Medians of {Interleaved.FewestRepetitions} to {Interleaved.MostRepetitions} repetitions in which all sides take turns, per operation; the best time
            in brackets. A ratio is the median of the ratios of each repetition; below 1, Btf.Core is faster.

            {MarkdownTable.Format(["Task", "Btf.Core", "libbpf", "limit", "/libbpf", "/limit"], measurements.Select(Row))}
            ![Ratios](benchmarks.svg)

            ## The bars

            As `dotnet run -c Release --project Btf.Benchmarks -- bars` shows them. Memory is the managed and native memory of one open object, without the mapped file, by the kernel's count of
            this process's anonymous pages; an allocation is one on the managed heap.

            {MarkdownTable.Format(BarLine.Titles, bars.Select(bar => bar.Cells))}
            ## Scale

            The time of one operation in a thread: of each type if a task passes all of them, else of looking up an id, a name or a member path. The input is repeated, each copy with names of its own. The
            lines are one thread, two threads that each do everything, and plain C, the limit. Random look-ups cost more when the data outgrows the caches, in C as well.

            {ScaleTable(points)}
            ![All types by size](benchmarks-scale.svg)

            ![At random by size](benchmarks-scale-random.svg)

            ![Work on whole objects by size](benchmarks-scale-working.svg)

            ## Native AOT

            The console host [`Btf.Benchmarks.Aot`](../Btf.Benchmarks.Aot), published both ways, the native one as the tool is
            ([`Native.props`](../Btf.Cli/Native.props)). The first row is a whole program that starts, finds one structure by name, writes one member's
            offset, and ends; for libbpf, a C program does the same.

            {AotTable(aot)}
            ## BenchmarkDotNet

            The same tasks of Btf.Core in BenchmarkDotNet's short job, each in its own process: an independent measurement, with allocations. The time is per operation,
            the allocation per call.

            {MarkdownTable.Format(["Task", "mean", "standard error", "operations per call", "allocated per call"], measurements.Where(row => runs.ContainsKey(row.Task.Name)).Select(row => Row(row.Task, runs[row.Task.Name])))}
            """;
    }

    private static string[] Row(Measurement row) =>
    [
        row.Task.Name, Times(row.Ours), row.Libbpf is null ? row.WithoutLibbpf : Times(row.Libbpf), Times(row.Limit), Quantity.Ratio(row.OfLibbpf), Quantity.Ratio(row.OfLimit),
    ];

    private static string[] Row(PeerTask task, BenchmarkReport report) =>
    [
        task.Name,
        Quantity.Time(report.ResultStatistics?.Mean / task.Operations),
        Quantity.Time(report.ResultStatistics?.StandardError / task.Operations),
        task.Operations.ToString("N0", CultureInfo.InvariantCulture),
        Quantity.Size(report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)),
    ];

    private static string Times(FormTimes? times) => times is null ? Quantity.None : $"{Quantity.Time(times.Median)} ({Quantity.Time(times.Best)})";

    private static string ScaleTable(IReadOnlyList<ScalePoint> points)
    {
        int[] sizes = [.. points.Select(point => point.Size).Distinct()];
        return MarkdownTable.Format(
            ["Task", "", .. sizes.Select(size => $"{size}x")],
            points.GroupBy(point => point.Line).OrderBy(line => line.Key.Group).Select(line =>
                new[] { line.Key.Task, line.Key.Form == Form.Limit ? "limit" : line.Key.Threads == 1 ? "1 thread" : $"{line.Key.Threads} threads" }
                    .Concat(line.OrderBy(point => point.Size).Select(point => Quantity.Time(point.Nanoseconds)))
                    .ToArray()));
    }

    private static string AotTable(IEnumerable<AotRow> rows) => MarkdownTable.Format(AotRow.Titles, rows.Select(row => row.Cells));
}

namespace Btf.Benchmarks;

/// <summary>Checks every bar in one run of some minutes.</summary>
internal static class Bars
{
    /// <summary>Writes a line for each bar, and then the best times. Returns 1 if a bar is missed, else 0.</summary>
    /// <param name="names">The tasks to measure; if empty, all tasks with a bar.</param>
    public static int Run(IReadOnlyCollection<string> names)
    {
        if (names.FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no '{unknown}'. There are: {string.Join(", ", Known)}");
            return 2;
        }

        using var input = new PeerInput(Input.Path, TaskSizes.Measured);
        bool Wanted(string name) => names.Count == 0 || names.Contains(name);

        BarLine[] memory = Wanted(KeptMemory.Name) || Wanted(KeptMemory.NameWithNames) ? KeptMemory.Measure(input) : [];
        Measurement[] measurements = OwnProcess.Run(Tasks(input, names));
        List<BarLine> lines = [.. measurements.SelectMany(BarLine.Of), .. memory.Where(line => Wanted(line.Name))];
        if (Wanted(AllocationBar.Name))
        {
            lines.Add(AllocationBar.Of(measurements));
        }

        Console.WriteLine($"# {Input.Path}, {input.Btf.TypeCount} types; libbpf {NativePeer.LibbpfVersion ?? "is not there: apt-get install libbpf-dev"}; medians of {Interleaved.FewestRepetitions} to {Interleaved.MostRepetitions}");
        Write([BarLine.Titles, .. lines.Select(line => line.Cells)]);
        Console.WriteLine();
        Console.WriteLine("# The best of each, and the ratios of these");
        Write([["NAME", "ours", "peer", "limit", "/peer", "/limit"], .. measurements.Select(Best)]);
        return lines.Exists(line => line.Holds == false) ? 1 : 0;
    }

    private static IEnumerable<string> Known => [.. TaskList.Names, KeptMemory.Name, KeptMemory.NameWithNames, AllocationBar.Name];

    // The allocations of all look-ups are measured, even of those without a bar of their own.
    private static IEnumerable<PeerTask> Tasks(PeerInput input, IReadOnlyCollection<string> names) =>
        TaskList.Names
            .Where(name => names.Count == 0 || names.Contains(name) || names.Contains(AllocationBar.Name))
            .Select(name => TaskList.Create(input, name))
            .Where(task => names.Contains(task.Name) || task.IsLookup || (names.Count == 0 && task.IsJudged));

    private static string[] Best(Measurement measurement)
    {
        double ours = measurement.Ours.Best;
        double? libbpf = measurement.Libbpf?.Best;
        double? limit = measurement.Limit?.Best;
        return
        [
            measurement.Task.Name, Quantity.Time(ours), libbpf is null ? measurement.WithoutLibbpf : Quantity.Time(libbpf), Quantity.Time(limit), Quantity.Ratio(ours / libbpf), Quantity.Ratio(ours / limit),
        ];
    }

    private static void Write(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]));
            Console.WriteLine(string.Join(' ', cells));
        }
    }
}

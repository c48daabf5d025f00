namespace Btf.Benchmarks;

/// <summary>One bar, and whether it holds. What a bar does not compare with is not shown, so that it is plain what the ratio is of.</summary>
/// <param name="Name">The task, or what else is measured.</param>
/// <param name="Ours">What ours came to.</param>
/// <param name="Peer">What libbpf came to, where the bar is a part of that.</param>
/// <param name="Limit">What the limit came to, where the bar is a part of that.</param>
/// <param name="Ratio">Ours as a part of it.</param>
/// <param name="Bar">The most that it may be.</param>
/// <param name="Holds">Whether it is no more; null where the peer is missing.</param>
internal sealed record BarLine(string Name, string Ours, string Peer, string Limit, string Ratio, string Bar, bool? Holds)
{
    /// <summary>The names of the columns.</summary>
    public static string[] Titles { get; } = ["NAME", "ours", "peer", "limit", "ratio", "bar", "verdict"];

    /// <summary>The columns.</summary>
    public string[] Cells => [Name, Ours, Peer, Limit, Ratio, Bar, Holds is { } holds ? holds ? "ok" : "MISS" : Quantity.None];

    /// <summary>A line for each bar of a task.</summary>
    public static IEnumerable<BarLine> Of(Measurement measurement)
    {
        PeerTask task = measurement.Task;
        string ours = Quantity.Time(measurement.Ours.Median);
        if (task.MostOfLibbpf is { } ofLibbpf)
        {
            yield return new(task.Name, ours, Quantity.Time(measurement.Libbpf?.Median), Quantity.None, Quantity.Ratio(measurement.OfLibbpf),
                Quantity.Ratio(ofLibbpf), measurement.OfLibbpf is { } ratio ? ratio <= ofLibbpf : null);
        }

        if (task.MostOfLimit is { } ofLimit)
        {
            yield return new(task.Name, ours, Quantity.None, Quantity.Time(measurement.Limit?.Median), Quantity.Ratio(measurement.OfLimit),
                Quantity.Ratio(ofLimit), measurement.OfLimit is { } ratio ? ratio <= ofLimit : null);
        }

        if (task.MostNanoseconds is { } most)
        {
            yield return new(task.Name, ours, Quantity.None, Quantity.None, Quantity.None, Quantity.Time(most), measurement.Ours.Median <= most);
        }
    }
}

namespace Btf.Benchmarks;

/// <summary>One bar, and whether it holds. Only the value that the bar compares with is shown, so that the ratio is clear.</summary>
/// <param name="Name">The task, or what else is measured.</param>
/// <param name="Ours">Our value.</param>
/// <param name="Peer">Libbpf's value, if the bar compares with it.</param>
/// <param name="Limit">The limit's value, if the bar compares with it.</param>
/// <param name="Ratio">The ratio of our value to it.</param>
/// <param name="Bar">The largest ratio that is allowed.</param>
/// <param name="Holds">Whether the bar holds; null if the peer is missing.</param>
internal sealed record BarLine(string Name, string Ours, string Peer, string Limit, string Ratio, string Bar, bool? Holds)
{
    /// <summary>The names of the columns.</summary>
    public static string[] Titles { get; } = ["NAME", "ours", "peer", "limit", "ratio", "bar", "verdict"];

    /// <summary>The columns.</summary>
    public string[] Cells => [Name, Ours, Peer, Limit, Ratio, Bar, Holds is { } holds ? holds ? "ok" : "MISS" : Quantity.None];

    /// <summary>Returns a line for each bar of a task.</summary>
    public static IEnumerable<BarLine> Of(Measurement measurement)
    {
        PeerTask task = measurement.Task;
        string ours = Quantity.Time(measurement.Ours.Median);
        if (task.MostOfLibbpf is { } ofLibbpf)
        {
            yield return new(task.Name, ours, measurement.Libbpf is { } libbpf ? Quantity.Time(libbpf.Median) : measurement.WithoutLibbpf, Quantity.None, Quantity.Ratio(measurement.OfLibbpf),
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

namespace Btf.Benchmarks;

/// <summary>Checks that look-ups allocate nothing.</summary>
internal static class AllocationBar
{
    public const string Name = "AllocationPerLookup";

    /// <summary>Returns the line for the look-ups among some tasks.</summary>
    public static BarLine Of(IEnumerable<Measurement> measurements)
    {
        double most = measurements.Where(measurement => measurement.Task.IsLookup).Select(measurement => measurement.AllocatedBytes).Append(0).Max();
        return new BarLine(Name, Quantity.Size(most), Quantity.None, Quantity.None, Quantity.None, Quantity.Size(0), most == 0);
    }
}

namespace Btf.Benchmarks;

/// <summary>Checks that look-ups allocate nothing.</summary>
internal static class AllocationBar
{
    public const string Name = "AllocationPerLookup";

    /// <summary>Runs each look-up again after it was measured, when its index is built and its code is optimised.</summary>
    public static BarLine Measure(IEnumerable<PeerTask> tasks)
    {
        double most = 0;
        foreach (PeerTask task in tasks.Where(task => task.IsLookup))
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            task.Ours();
            most = Math.Max(most, (GC.GetAllocatedBytesForCurrentThread() - before) / task.Operations);
        }

        return new BarLine(Name, Quantity.Size(most), Quantity.None, Quantity.None, Quantity.None, Quantity.Size(0), most == 0);
    }
}

namespace Btf.Cli;

/// <summary>Decides when the runtime collects garbage.</summary>
internal static class GarbageCollection
{
    /// <summary>
    /// Postpones collections until a command has allocated as many bytes: for commands that keep most of what they allocate until they end. If the memory cannot be
    /// had, the runtime collects as before.
    /// </summary>
    /// <param name="small">The bytes of objects below 85,000 bytes.</param>
    /// <param name="large">The bytes of larger objects.</param>
    public static void Postpone(long small, long large)
    {
        try
        {
            _ = GC.TryStartNoGCRegion(small + large, large);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or InvalidOperationException)
        {
            // More than the heap may hold, or a caller in the same process has postponed them already.
        }
    }
}

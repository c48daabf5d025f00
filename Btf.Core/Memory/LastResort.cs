namespace Btf.Core;

/// <summary>Makes room when the process has no more addresses or mappings: objects that wait to be collected may hold many.</summary>
internal static class LastResort
{
    /// <summary>Collects garbage, and waits until its memory is freed. Never call it under a lock that a finalizer takes.</summary>
    public static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}

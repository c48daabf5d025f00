namespace Btf.Core;

/// <summary>What is tried before a call fails because the process has no more addresses or mappings: many may be held by objects that only wait to be collected.</summary>
internal static class LastResort
{
    /// <summary>Collects, and waits for what is collected to be given back. Never called under a lock that a finalizer takes.</summary>
    public static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}

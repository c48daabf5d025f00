namespace Btf.Core;

/// <summary>How to hold the bytes of an opened file.</summary>
public enum BtfMemoryMode
{
    /// <summary>
    /// The file is mapped, private and read-only; a file that cannot be mapped, or has at most 64 KiB, is read instead. This is the fastest way, and right for
    /// <c>/sys/kernel/btf</c> and for files that no program rewrites in place. If another process truncates a mapped file, SIGBUS ends this process; .NET
    /// cannot catch it.
    /// </summary>
    Map = 0,

    /// <summary>The file is read once into unmanaged memory. Later changes of the file have no effect.</summary>
    Copy = 1,
}

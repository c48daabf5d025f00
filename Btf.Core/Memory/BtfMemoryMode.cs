namespace Btf.Core;

/// <summary>How the bytes of an opened file are held.</summary>
public enum BtfMemoryMode
{
    /// <summary>
    /// The file is mapped, private and read-only; one that cannot be mapped, or that has at most 64 KiB, is read instead. The fastest way, and
    /// right for <c>/sys/kernel/btf</c> and for files that nobody rewrites in place: a mapped file that another process truncates ends this process
    /// with SIGBUS, which .NET cannot catch.
    /// </summary>
    Map = 0,

    /// <summary>The file is read once into unmanaged memory. What happens to the file afterwards does not matter.</summary>
    Copy = 1,
}

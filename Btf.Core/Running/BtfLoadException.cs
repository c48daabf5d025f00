namespace Btf.Core;

/// <summary>Thrown when the running kernel refuses to load BTF data.</summary>
public sealed class BtfLoadException : Exception
{
    internal BtfLoadException(string message, int errno, string log)
        : base(message)
    {
        Errno = errno;
        Log = log;
    }

    /// <summary>The error number of the call: 1 (<c>EPERM</c>) without the capability, 22 (<c>EINVAL</c>) for most errors in the data.</summary>
    public int Errno { get; }

    /// <summary>The verifier's log; empty if there is none.</summary>
    public string Log { get; }
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;
using System.Text;

namespace Btf.Core;

/// <summary>Loads BTF data into the running kernel (<c>BPF_BTF_LOAD</c>) and keeps what its verifier logged. One thread at a time may use an instance.</summary>
/// <remarks>
/// The process needs the capability <c>CAP_BPF</c>; before Linux 5.8, <c>CAP_SYS_ADMIN</c>. The buffer for the log is used again by each call: but for the
/// handles of what is kept, an instance that serves many calls allocates only when a log is longer than all before.
/// </remarks>
[SupportedOSPlatform("linux")]
public sealed class BtfLoader
{
    private const int DefaultMaxLogLength = 16 * 1024 * 1024;
    private const int FirstLogLength = 64 * 1024;

    // What every kernel takes as the length of a log buffer.
    private const int LeastLogLength = 128;
    private const int MostLogLength = (1 << 30) - 1;

    private byte[] _log = [];

    /// <summary>Makes a loader.</summary>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public BtfLoader()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException(KernelFiles.Elsewhere.Message);
        }
    }

    /// <summary>How much the verifier logs: 0 nothing; 1, the default, each type and what is wrong. Other values are passed to the kernel as they are.</summary>
    public int LogLevel { get; init; } = 1;

    /// <summary>The length in bytes past which a log is cut off: from 128 to 2^30 - 1; 16 MiB unless it is set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kernel takes no buffer of that length.</exception>
    public int MaxLogLength
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, LeastLogLength);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostLogLength);
            field = value;
        }
    } = DefaultMaxLogLength;

    /// <summary>The error number of the last call; 0 where the kernel accepted the data.</summary>
    public int Errno { get; private set; }

    /// <summary>The log of the last call, as it was written; it is valid until the next call.</summary>
    internal ReadOnlySpan<byte> LogUtf8 => _log.AsSpan(0, LogLength);

    /// <summary>The log of the last call; empty where nothing was logged. A new string each time.</summary>
    public string Log => Encoding.UTF8.GetString(LogUtf8);

    /// <summary>Whether the last call's log was longer than <see cref="MaxLogLength"/>. It has one end of it then: the last since Linux 6.4, before that the first.</summary>
    public bool IsLogTruncated { get; private set; }

    private int LogLength { get; set; }

    /// <summary>Loads data, and keeps it in the kernel.</summary>
    /// <param name="data">The data, in the machine's byte order. It must stand alone: the kernel takes no split BTF.</param>
    /// <returns>The object's handle, which the caller disposes.</returns>
    /// <exception cref="BtfLoadException">The kernel refuses the data, or the process has not the capability.</exception>
    public BtfHandle Load(ReadOnlySpan<byte> data) => TryLoad(data, out BtfHandle? handle) ? handle : throw new BtfLoadException(Describe(), Errno, Log);

    /// <summary>Loads data, and keeps it in the kernel. <see cref="Errno"/> and <see cref="Log"/> say why not.</summary>
    /// <param name="data">The data. See <see cref="Load"/>.</param>
    /// <param name="handle">The object's handle, which the caller disposes.</param>
    /// <returns>Whether the kernel accepts the data.</returns>
    public bool TryLoad(ReadOnlySpan<byte> data, [NotNullWhen(true)] out BtfHandle? handle)
    {
        int descriptor = Call(data);
        handle = descriptor < 0 ? null : new BtfHandle(descriptor);
        return handle is not null;
    }

    /// <summary>Asks for the kernel's verdict on data, and keeps nothing in the kernel. Nothing is allocated but a longer log's buffer.</summary>
    /// <param name="data">The data. See <see cref="Load"/>.</param>
    /// <returns><see cref="Errno"/>: 0 where the kernel accepts the data.</returns>
    public int Check(ReadOnlySpan<byte> data)
    {
        int descriptor = Call(data);
        if (descriptor >= 0)
        {
            _ = BpfSyscall.Close(descriptor);
        }

        return Errno;
    }

    private string Describe() => Errno == BpfSyscall.NotPermitted
        ? BpfError.Describe(Errno, "BPF_BTF_LOAD", "CAP_BPF (before Linux 5.8, CAP_SYS_ADMIN)") + "."
        : $"The kernel refuses the BTF data with error {Errno}{LastLine()}.";

    private string LastLine()
    {
        string log = Log.TrimEnd();
        string line = log[(log.LastIndexOf('\n') + 1)..];
        return line.Length == 0 ? "" : $": {line}";
    }

    /// <summary>The descriptor, or a negative number.</summary>
    private int Call(ReadOnlySpan<byte> data)
    {
        LogLength = 0;
        IsLogTruncated = false;
        if (LogLevel == 0)
        {
            return Call(data, default, 0, out _);
        }

        int length = Math.Max(_log.Length, Math.Min(FirstLogLength, MaxLogLength));
        while (true)
        {
            Reserve(length);
            int descriptor = Call(data, _log, (uint)LogLevel, out uint needed);
            int end = _log.AsSpan().IndexOf((byte)0);
            LogLength = end < 0 ? _log.Length : end;
            if (Errno != BpfSyscall.NoSpace)
            {
                return descriptor;
            }

            // A log that does not fit hides the verdict, also a good one.
            if (length >= MaxLogLength)
            {
                IsLogTruncated = true;
                return Call(data, default, 0, out _);
            }

            length = (int)Math.Min((long)MaxLogLength, Math.Max(needed, 2L * length));
        }
    }

    private int Call(ReadOnlySpan<byte> data, Span<byte> log, uint level, out uint needed)
    {
        Errno = BpfSyscall.Load(data, log, level, out int descriptor, out needed);
        return descriptor;
    }

    private void Reserve(int length)
    {
        if (_log.Length < length)
        {
            _log = GC.AllocateUninitializedArray<byte>(length);
        }

        // Some refusals come before the log is started.
        _log[0] = 0;
    }
}

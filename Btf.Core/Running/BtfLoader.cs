using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;
using System.Text;

namespace Btf.Core;

/// <summary>Loads BTF data into the running kernel (<c>BPF_BTF_LOAD</c>) and keeps the verifier's log. Only one thread may use an instance at a time.</summary>
/// <remarks>
/// The process needs the capability <c>CAP_BPF</c>; before Linux 5.8, <c>CAP_SYS_ADMIN</c>. Calls reuse the buffer for the log, so an instance allocates only
/// the handles that it returns, and a new buffer when a log is longer than all before.
/// </remarks>
[SupportedOSPlatform("linux")]
public sealed class BtfLoader
{
    private const int DefaultMaxLogLength = 16 * 1024 * 1024;
    private const int FirstLogLength = 64 * 1024;

    // The shortest log buffer that every kernel accepts.
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

    /// <summary>
    /// The level of the verifier's log: 0 for nothing; 1, the default, for each type and each error. Other values go to the kernel unchanged.
    /// </summary>
    public int LogLevel { get; init; } = 1;

    /// <summary>The length in bytes after which a log is cut, from 128 to 2^30 - 1. The default is 16 MiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kernel does not accept a buffer of that length.</exception>
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

    /// <summary>The error number of the last call; 0 if the kernel accepted the data.</summary>
    public int Errno { get; private set; }

    /// <summary>The bytes of the last call's log, valid until the next call.</summary>
    internal ReadOnlySpan<byte> LogUtf8 => _log.AsSpan(0, LogLength);

    /// <summary>The log of the last call, as a new string each time; empty if nothing was logged.</summary>
    public string Log => Encoding.UTF8.GetString(LogUtf8);

    /// <summary>
    /// Whether the last call's log was longer than <see cref="MaxLogLength"/>. If so, <see cref="Log"/> has its end; before Linux 6.4, its start.
    /// </summary>
    public bool IsLogTruncated { get; private set; }

    private int LogLength { get; set; }

    /// <summary>Loads data, and keeps it in the kernel.</summary>
    /// <param name="data">The data, in the machine's byte order. It must have no base: the kernel does not accept split BTF.</param>
    /// <returns>The object's handle, which the caller disposes.</returns>
    /// <exception cref="BtfLoadException">The kernel refuses the data, or the process lacks the capability.</exception>
    public BtfHandle Load(ReadOnlySpan<byte> data) => TryLoad(data, out BtfHandle? handle) ? handle : throw new BtfLoadException(Describe(), Errno, Log);

    /// <summary>Tries to load data and keep it in the kernel. If this fails, <see cref="Errno"/> and <see cref="Log"/> say why.</summary>
    /// <param name="data">The data. See <see cref="Load"/>.</param>
    /// <param name="handle">The object's handle, which the caller disposes.</param>
    /// <returns>Whether the kernel accepts the data.</returns>
    public bool TryLoad(ReadOnlySpan<byte> data, [NotNullWhen(true)] out BtfHandle? handle)
    {
        int descriptor = Call(data);
        handle = descriptor < 0 ? null : new BtfHandle(descriptor);
        return handle is not null;
    }

    /// <summary>Checks whether the kernel accepts data, and keeps nothing in the kernel. Allocates only when a log needs a longer buffer.</summary>
    /// <param name="data">The data. See <see cref="Load"/>.</param>
    /// <returns><see cref="Errno"/>, which is 0 if the kernel accepts the data.</returns>
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

    /// <summary>Returns the descriptor, or a negative number.</summary>
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

            // If the log does not fit, the kernel returns an error even for good data.
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

        // The kernel refuses some data before it starts the log.
        _log[0] = 0;
    }
}

using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Asks the running kernel whether it loads BTF, by <c>bpf(BPF_BTF_LOAD)</c>.</summary>
public sealed unsafe partial class KernelLoader
{
    private const int SystemCall = 321;
    private const int BtfLoad = 18;
    private readonly byte[] _log = new byte[1 << 16];

    private KernelLoader(BtfRules rules) => Rules = rules;

    /// <summary>The rule set of the running kernel.</summary>
    public BtfRules Rules { get; }

    /// <summary>The running kernel; skips the test where it has no rule set or does not permit the call, or fails it where oracles are required.</summary>
    public static KernelLoader Require()
    {
        string release = File.Exists("/proc/sys/kernel/osrelease") ? File.ReadAllText("/proc/sys/kernel/osrelease").Trim() : "";
        BtfRules? rules = release.StartsWith("6.18.", StringComparison.Ordinal) ? BtfRules.Linux618 : release.StartsWith("7.2.", StringComparison.Ordinal) ? BtfRules.Linux72 : null;
        if (rules is null || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            Oracles.Missing($"There is no rule set for kernel '{release}' on {RuntimeInformation.ProcessArchitecture}.");
        }

        var loader = new KernelLoader(rules.Value);
        BtfBuilder builder = new();
        builder.Int("int", 4, 32);
        if (loader.Load(builder.Build()) is int error and not 0)
        {
            Oracles.Missing($"The kernel does not permit this process to load BTF: error {error}.");
        }

        return loader;
    }

    /// <summary>Loads data, and unloads it at once.</summary>
    /// <returns>0, or the positive error number.</returns>
    public int Load(ReadOnlySpan<byte> data) => Load(data, 0);

    /// <summary>The last line of the kernel's log for data that it refuses.</summary>
    public string Explain(ReadOnlySpan<byte> data)
    {
        Array.Clear(_log);
        Load(data, 1);
        string text = System.Text.Encoding.Latin1.GetString(_log).TrimEnd('\0').TrimEnd('\n');
        return text[(text.LastIndexOf('\n') + 1)..];
    }

    private int Load(ReadOnlySpan<byte> data, uint logLevel)
    {
        fixed (byte* start = data, log = _log)
        {
            var attributes = new LoadAttributes
            {
                Data = (ulong)start,
                Size = (uint)data.Length,
                Log = logLevel == 0 ? 0 : (ulong)log,
                LogSize = logLevel == 0 ? 0 : (uint)_log.Length,
                LogLevel = logLevel,
            };
            long descriptor = Bpf(SystemCall, BtfLoad, &attributes, (uint)sizeof(LoadAttributes));
            if (descriptor < 0)
            {
                return Marshal.GetLastPInvokeError();
            }

            Assert.That(Close((int)descriptor), Is.Zero);
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Bpf(long number, long command, LoadAttributes* attributes, long size);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    private struct LoadAttributes
    {
        public ulong Data;
        public ulong Log;
        public uint Size;
        public uint LogSize;
        public uint LogLevel;
    }
}

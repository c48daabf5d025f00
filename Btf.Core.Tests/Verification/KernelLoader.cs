using System.Runtime.Versioning;

namespace Btf.Core.Tests;

/// <summary>Checks whether the running kernel loads BTF.</summary>
[SupportedOSPlatform("linux")]
public sealed class KernelLoader
{
    private readonly BtfLoader _silent = new() { LogLevel = 0 };
    private readonly BtfLoader _talking = new();

    private KernelLoader(BtfRules rules) => Rules = rules;

    /// <summary>The rule set of the running kernel.</summary>
    public BtfRules Rules { get; }

    /// <summary>Returns the running kernel. Skips the test if the kernel has no rule set or does not permit the call; fails it if oracles are required.</summary>
    public static KernelLoader Require()
    {
        string release = File.Exists("/proc/sys/kernel/osrelease") ? File.ReadAllText("/proc/sys/kernel/osrelease").Trim() : "";
        BtfRules? rules = release.StartsWith("6.18.", StringComparison.Ordinal) ? BtfRules.Linux618 : release.StartsWith("7.2.", StringComparison.Ordinal) ? BtfRules.Linux72 : null;
        if (rules is null)
        {
            Oracles.Missing($"There is no rule set for kernel '{release}'.");
        }

        var loader = new KernelLoader(rules.Value);
        BtfBuilder builder = new();
        builder.AddInt("int", 4);
        if (loader.Load(builder.ToArray()) is int error and not 0)
        {
            Oracles.Missing($"The kernel does not permit this process to load BTF: error {error}.");
        }

        return loader;
    }

    /// <summary>Loads data, and unloads it at once.</summary>
    /// <returns>0, or the positive error number.</returns>
    public int Load(ReadOnlySpan<byte> data) => _silent.Check(data);

    /// <summary>The last line of the kernel's log.</summary>
    public string Explain(ReadOnlySpan<byte> data)
    {
        _talking.Check(data);
        string text = _talking.Log.TrimEnd('\0', '\n');
        return text[(text.LastIndexOf('\n') + 1)..];
    }
}

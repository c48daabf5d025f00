using System.Globalization;
using System.Runtime.InteropServices;

namespace Btf.Benchmarks;

/// <summary>Describes the machine of the measurements.</summary>
internal static class Machine
{
    /// <summary>Returns the parts of the machine by name.</summary>
    public static IEnumerable<(string Name, string Value)> Describe(PeerInput input) =>
    [
        ("Processor", $"{Field("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} logical"),
        ("Memory", Field("/proc/meminfo", "MemTotal")),
        ("Kernel", Read("/proc/sys/kernel/osrelease")),
        ("Input", string.Create(CultureInfo.InvariantCulture, $"`{input.Files.Kernel}`: {input.Btf.TypeCount:N0} types, {input.Files.Data.Length:N0} bytes")),
        (".NET", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}"),
        ("libbpf", NativePeer.LibbpfVersion ?? "not there"),
        ("C compiler", $"gcc {NativePeer.CompilerVersion}, -O2"),
    ];

    private static string Field(string path, string name) =>
        Lines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";

    private static string Read(string path) => Lines(path).FirstOrDefault() ?? "unknown";

    private static string[] Lines(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];
}

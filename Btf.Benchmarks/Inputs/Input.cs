namespace Btf.Benchmarks;

/// <summary>The inputs of the measurements.</summary>
internal static class Input
{
    /// <summary>The running kernel's BTF, or the raw BTF file in the environment variable <c>BTF_FILE</c>.</summary>
    public static string Path { get; } = FileOf("BTF_FILE") ?? "/sys/kernel/btf/vmlinux";

    /// <summary>The raw BTF file in the environment variable <c>BTF_UNITS</c>: compilation units that are not deduplicated. Null to make some from the input.</summary>
    public static string? Units { get; } = FileOf("BTF_UNITS");

    private static string? FileOf(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } file ? file : null;
}

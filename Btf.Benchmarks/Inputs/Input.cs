namespace Btf.Benchmarks;

/// <summary>The input of the measurements: the running kernel's BTF, or the raw BTF file in the environment variable <c>BTF_FILE</c>.</summary>
internal static class Input
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("BTF_FILE") is { Length: > 0 } file ? file : "/sys/kernel/btf/vmlinux";
}

namespace Btf.Benchmarks;

/// <summary>What is measured on: the running kernel's BTF, or the raw BTF file that the environment variable <c>BTF_FILE</c> names.</summary>
internal static class Input
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("BTF_FILE") is { Length: > 0 } file ? file : "/sys/kernel/btf/vmlinux";
}
